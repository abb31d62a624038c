#ifndef O2_CPU_H
#define O2_CPU_H

#include <stddef.h>

// The image passes the negation of what it was compiled for: 0xFE for features that it needs, 0xFF for the others. A present
// feature is 1, otherwise 0, so a byte that is not 0xFF after the two are ORed is a feature that is needed and missing.
static inline int lacks_a_feature(const unsigned char *unneeded, const unsigned char *present, size_t count) {
  for (size_t i = 0; i < count; i++) {
    if ((unneeded[i] | present[i]) != 0xff) {
      return 1;
    }
  }
  return 0;
}

// 0 if this processor has everything the image was compiled for.
int checkCPUFeatures(const unsigned char *unneeded);

#endif
