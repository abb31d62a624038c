// The features of this arm64 processor, as reported by the kernel. SVE and the hints about specific processor models are
// reported absent, so that the image takes its general code path.
#if defined(__aarch64__)

#include <string.h>
#include <sys/auxv.h>

#include "cpu.h"
#include "include/aarch64cpufeatures.h"

// Bits of AT_HWCAP, which are part of the kernel's ABI and never change.
enum {
  FP = 0,
  ASIMD = 1,
  EVTSTRM = 2,
  AES = 3,
  PMULL = 4,
  SHA1 = 5,
  SHA2 = 6,
  CRC32 = 7,
  ATOMICS = 8,
  FPHP = 9,
  ASIMDHP = 10,
  DCPOP = 16,
  SHA3 = 17,
  SHA512 = 21,
  PACA = 30
};

void determineCPUFeatures(CPUFeatures *f) {
  const unsigned long caps = getauxval(AT_HWCAP);
  memset(f, 0, sizeof *f);
  f->fFP = (char)(caps >> FP & 1);
  f->fASIMD = (char)(caps >> ASIMD & 1);
  f->fEVTSTRM = (char)(caps >> EVTSTRM & 1);
  f->fAES = (char)(caps >> AES & 1);
  f->fPMULL = (char)(caps >> PMULL & 1);
  f->fSHA1 = (char)(caps >> SHA1 & 1);
  f->fSHA2 = (char)(caps >> SHA2 & 1);
  f->fCRC32 = (char)(caps >> CRC32 & 1);
  f->fLSE = (char)(caps >> ATOMICS & 1);
  f->fFPHP = (char)(caps >> FPHP & 1);
  f->fASIMDHP = (char)(caps >> ASIMDHP & 1);
  f->fDCPOP = (char)(caps >> DCPOP & 1);
  f->fSHA3 = (char)(caps >> SHA3 & 1);
  f->fSHA512 = (char)(caps >> SHA512 & 1);
  f->fPACA = (char)(caps >> PACA & 1);
}

int checkCPUFeatures(const unsigned char *unneeded) {
  CPUFeatures present;
  determineCPUFeatures(&present);
  return lacks_a_feature(unneeded, (const unsigned char *)&present, sizeof present);
}

#endif
