# The front door. Every target is a line or two that call Maven, the native build or the CDK CLI.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-builtin-rules

# A JDK 25, also where the default java is older; build/check-prerequisites says how to get one.
export JAVA_HOME := $(shell build/find-jdk 2>/dev/null)
# What Maven's own libraries do that a JDK 25 warns about.
export MAVEN_OPTS := --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow $(MAVEN_OPTS)
JAVA := $(JAVA_HOME)/bin/java
MVN := mvn --batch-mode --no-transfer-progress -Dstyle.color=never
QUIET_MVN := $(MVN) --quiet
# Compiles and packs, and leaves tests and checks to `make test` and `make check`.
PACKAGE := $(QUIET_MVN) package -DskipTests -Dspotless.check.skip
NATIVE_BUILD := $(JAVA) -cp extension/native/target/classes ai.openobserve.lambda.nativebuild.Main

# ENDPOINT, ORG, AUTH and STREAM of `make demo` reach the program by its environment, so that no list of processes shows them
# where they are set there.

# What is out of date is found by make: a stamp is newer than what it was made of.
STAMPS := target/stamps
sources = $(shell find $(wildcard $(1)) -type f -not -path '*/target/*' -not -path '*/node_modules/*')
EXTENSION_SOURCES := pom.xml $(call sources,extension/pom.xml extension/src/main extension/native)
JVM_SOURCES := $(EXTENSION_SOURCES) $(call sources,sandbox extension/src examples infra)

.PHONY: help
help: ## This list
	@awk -F ':.*## ' '/^[a-zA-Z0-9_-]+:.*## / {printf "  %-24s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: prerequisites
prerequisites: ## Check what the build needs, and name the command that installs what is missing
	@build/check-prerequisites

$(STAMPS)/extension: $(EXTENSION_SOURCES) | prerequisites
	@echo 'Building the extension (the first time downloads libraries)…'
	@$(PACKAGE) --also-make --projects extension,extension/native
	@mkdir -p $(@D) && touch $@

$(STAMPS)/jvm: $(JVM_SOURCES) | prerequisites
	@echo 'Building all modules (the first time downloads libraries)…'
	@$(PACKAGE)
	@mkdir -p $(@D) && touch $@ $(STAMPS)/extension

.PHONY: jvm
jvm: $(STAMPS)/jvm ## Build everything that runs on the JVM, without tests

.PHONY: demo
demo: jvm ## Watch real functions' logs arrive (ENDPOINT= ORG= AUTH= STREAM= sends them to a real OpenObserve)
	@$(JAVA) -jar examples/target/o2-lambda-examples.jar $(EXAMPLES)

.PHONY: test
test: prerequisites ## All tests on the JVM: units, HTTP rooms, whole processes in the sandbox, the CDK code
	@$(MVN) verify

.PHONY: check
check: prerequisites ## Format and lint, without tests
	@$(QUIET_MVN) verify -DskipTests

.PHONY: format
format: prerequisites ## Apply the format
	@$(QUIET_MVN) spotless:apply

.PHONY: layers layer-x86_64 layer-arm64
layers: $(STAMPS)/extension ## Both layer zips, natively compiled (GRAALVM_HOME=… uses that distribution for this machine's architecture)
	@$(NATIVE_BUILD) layer x86_64 arm64

layer-x86_64 layer-arm64: layer-%: $(STAMPS)/extension ## One of the two
	@$(NATIVE_BUILD) layer $*

.PHONY: clean
clean: ## Remove what was built; downloads in the caches stay
	@$(QUIET_MVN) clean
	@rm -rf target node_modules cdk.out
