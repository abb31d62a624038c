// Read by the builder while it looks up the C facts. The image itself never asks for the system's locale: it is built with
// -H:-UseSystemLocale, so the two functions that would fill this structure do not exist.
#ifndef O2_SVM_LOCALE_H
#define O2_SVM_LOCALE_H

enum {
  SVM_LOCALE_INITIALIZATION_SUCCEEDED = 0,
  SVM_LOCALE_INITIALIZATION_OUT_OF_MEMORY = 1
};

typedef struct {
  const char *display_language;
  const char *display_script;
  const char *display_country;
  const char *display_variant;
  const char *format_language;
  const char *format_script;
  const char *format_country;
  const char *format_variant;
} svm_locale_props_t;

#endif
