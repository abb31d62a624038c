#ifndef O2_CPU_H
#define O2_CPU_H

#include <stddef.h>

// The image passes the negation of what it was compiled for: 0xFE where it needs the feature, 0xFF where it does not.
// A feature is 0 or 1, so a byte that is not all ones after the two are joined is a need that is not met.
static inline int lacks_a_feature(const unsigned char *unneeded, const unsigned char *present, size_t count) {
  for (size_t i = 0; i < count; i++) {
    if ((unneeded[i] | present[i]) != 0xff) {
      return 1;
    }
  }
  return 0;
}

// 0 if this processor has all the image was compiled for.
int checkCPUFeatures(const unsigned char *unneeded);

#endif
