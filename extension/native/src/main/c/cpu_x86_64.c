// The features that this x86_64 processor has and the operating system lets us use. Whatever is uncertain is reported
// absent, so that the image takes its general code path.
#if defined(__x86_64__)

#include <cpuid.h>
#include <stdint.h>
#include <string.h>

#include "cpu.h"
#include "include/amd64cpufeatures.h"

typedef struct {
  uint32_t eax, ebx, ecx, edx;
} Leaf;

static Leaf leaf(uint32_t number, uint32_t sub) {
  Leaf l = {0, 0, 0, 0};
  // Fails, and leaves zeros, if the processor has no such leaf.
  __get_cpuid_count(number, sub, &l.eax, &l.ebx, &l.ecx, &l.edx);
  return l;
}

static uint64_t enabled_register_state(void) {
  uint32_t low, high;
  __asm__ volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
  return (uint64_t)high << 32 | low;
}

static char bit(uint32_t word, int n) { return (char)(word >> n & 1); }

void determineCPUFeatures(CPUFeatures *f) {
  memset(f, 0, sizeof *f);
  const Leaf one = leaf(1, 0);
  const Leaf seven = leaf(7, 0);
  const Leaf seven_one = seven.eax >= 1 ? leaf(7, 1) : (Leaf){0, 0, 0, 0};
  const Leaf extended = leaf(0x80000001, 0);
  const Leaf power = leaf(0x80000007, 0);

  f->fCX8 = bit(one.edx, 8);
  f->fCMOV = bit(one.edx, 15);
  f->fFLUSH = bit(one.edx, 19);
  f->fMMX = bit(one.edx, 23);
  f->fFXSR = bit(one.edx, 24);
  f->fSSE = bit(one.edx, 25);
  f->fSSE2 = bit(one.edx, 26);
  f->fHT = bit(one.edx, 28);
  f->fTSC = bit(one.edx, 4);
  f->fSSE3 = bit(one.ecx, 0);
  f->fCLMUL = bit(one.ecx, 1);
  f->fSSSE3 = bit(one.ecx, 9);
  f->fSSE4_1 = bit(one.ecx, 19);
  f->fSSE4_2 = bit(one.ecx, 20);
  f->fPOPCNT = bit(one.ecx, 23);
  f->fAES = bit(one.ecx, 25);
  f->fHV = bit(one.ecx, 31);

  f->fLZCNT = bit(extended.ecx, 5);
  f->fSSE4A = bit(extended.ecx, 6);
  f->fAMD_3DNOW_PREFETCH = bit(extended.ecx, 8);
  f->fRDTSCP = bit(extended.edx, 27);
  f->fTSCINV_BIT = bit(power.edx, 8);

  f->fBMI1 = bit(seven.ebx, 3);
  f->fBMI2 = bit(seven.ebx, 8);
  f->fERMS = bit(seven.ebx, 9);
  f->fRTM = bit(seven.ebx, 11);
  f->fADX = bit(seven.ebx, 19);
  f->fFLUSHOPT = bit(seven.ebx, 23);
  f->fCLWB = bit(seven.ebx, 24);
  f->fSHA = bit(seven.ebx, 29);
  f->fRDPID = bit(seven.ecx, 22);
  f->fFSRM = bit(seven.edx, 4);
  f->fSERIALIZE = bit(seven.edx, 14);

  // Wide registers only count if the operating system saves them, as XCR0 says; OSXSAVE says whether XCR0 can be read.
  const uint64_t xcr0 = bit(one.ecx, 27) ? enabled_register_state() : 0;
  if ((xcr0 & 0x6) != 0x6 || !bit(one.ecx, 28)) {
    return;
  }
  f->fAVX = 1;
  f->fVZEROUPPER = 1;
  f->fFMA = bit(one.ecx, 12);
  f->fF16C = bit(one.ecx, 29);
  f->fAVX2 = bit(seven.ebx, 5);
  f->fGFNI = bit(seven.ecx, 8);
  f->fAVX_IFMA = bit(seven_one.eax, 23);
  f->fSHA512 = bit(seven_one.eax, 0);

  if ((xcr0 & 0xe6) != 0xe6 || !bit(seven.ebx, 16)) {
    return;
  }
  f->fAVX512F = 1;
  f->fAVX512DQ = bit(seven.ebx, 17);
  f->fAVX512_IFMA = bit(seven.ebx, 21);
  f->fAVX512CD = bit(seven.ebx, 28);
  f->fAVX512BW = bit(seven.ebx, 30);
  f->fAVX512VL = bit(seven.ebx, 31);
  f->fAVX512_VBMI = bit(seven.ecx, 1);
  f->fAVX512_VBMI2 = bit(seven.ecx, 6);
  f->fAVX512_VAES = bit(seven.ecx, 9);
  f->fAVX512_VPCLMULQDQ = bit(seven.ecx, 10);
  f->fAVX512_VNNI = bit(seven.ecx, 11);
  f->fAVX512_BITALG = bit(seven.ecx, 12);
  f->fAVX512_VPOPCNTDQ = bit(seven.ecx, 14);
}

int checkCPUFeatures(const unsigned char *unneeded) {
  CPUFeatures present;
  determineCPUFeatures(&present);
  return lacks_a_feature(unneeded, (const unsigned char *)&present, sizeof present);
}

#endif
