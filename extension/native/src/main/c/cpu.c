// Runs first in the image: on a processor it was not compiled for, it ends with a message, not an illegal instruction.
#include "cpu.h"

#include <stdio.h>
#include <stdlib.h>

int checkCPUFeaturesOrExit(const unsigned char *unneeded, const char *message) {
  if (checkCPUFeatures(unneeded)) {
    fputs(message, stderr);
    exit(1);
  }
  return 0;
}
