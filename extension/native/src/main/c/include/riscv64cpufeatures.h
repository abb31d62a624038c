// The processor features the image knows on RISC-V, which the builder asks about on every target: one char each, 0 or 1.
// The names and their order are those of the @CField methods of
// com.oracle.svm.core.riscv64.RISCV64LibCHelper.CPUFeatures.
#ifndef O2_RISCV64_CPU_FEATURES_H
#define O2_RISCV64_CPU_FEATURES_H

typedef struct {
  char fI;
  char fM;
  char fA;
  char fF;
  char fD;
  char fC;
  char fV;
} CPUFeatures;

#endif
