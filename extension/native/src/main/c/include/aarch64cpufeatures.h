// The processor features the image knows on arm64: one char each, 0 or 1.
// The names and their order are those of the @CField methods of
// com.oracle.svm.core.aarch64.AArch64LibCHelper.CPUFeatures.
#ifndef O2_AARCH64_CPU_FEATURES_H
#define O2_AARCH64_CPU_FEATURES_H

typedef struct {
  char fFP;
  char fASIMD;
  char fEVTSTRM;
  char fAES;
  char fPMULL;
  char fSHA1;
  char fSHA2;
  char fCRC32;
  char fLSE;
  char fDCPOP;
  char fSHA3;
  char fSHA512;
  char fSVE;
  char fSVE2;
  char fSTXR_PREFETCH;
  char fA53MAC;
  char fDMB_ATOMICS;
  char fPACA;
  char fSVEBITPERM;
  char fFPHP;
  char fASIMDHP;
} CPUFeatures;

#endif
