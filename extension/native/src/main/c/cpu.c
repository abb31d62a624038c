// The image's first act: to end with a sentence, not with an illegal instruction, on a processor it was not compiled for.
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
