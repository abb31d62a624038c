# The front door. Every target is a line or two that call Maven, the native build or the CDK CLI.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-builtin-rules

# A JDK 25, also where the default java is older; build/check says how to get one.
export JAVA_HOME := $(shell build/find-jdk 2>/dev/null)
# What Maven's own libraries do that a JDK 25 warns about.
export MAVEN_OPTS := --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow $(MAVEN_OPTS)
JAVA := $(JAVA_HOME)/bin/java
MVN := mvn --batch-mode --no-transfer-progress
QUIET_MVN := $(MVN) --quiet

.PHONY: help
help: ## This list
	@awk -F ':.*## ' '/^[a-zA-Z0-9_-]+:.*## / {printf "  \033[1m%-24s\033[0m %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: prerequisites
prerequisites: ## Check what the build needs, and name the command that installs what is missing
	@build/check-prerequisites

.PHONY: jvm
jvm: prerequisites ## Build everything that runs on the JVM, without tests
	@echo 'Building (the first time downloads libraries)…'
	@$(QUIET_MVN) package -DskipTests -Dspotless.check.skip

.PHONY: demo
demo: jvm ## Run the examples in the local sandbox and watch their logs arrive (ENDPOINT=, ORG=, AUTH=, STREAM= for a real OpenObserve)
	@ENDPOINT='$(ENDPOINT)' ORG='$(ORG)' AUTH='$(value AUTH)' STREAM='$(STREAM)' $(JAVA) -jar examples/target/o2-lambda-examples.jar

.PHONY: test
test: prerequisites ## All tests on the JVM: units, HTTP rooms, the whole process in the sandbox, the CDK code
	@$(MVN) verify

.PHONY: check
check: prerequisites ## Format and lint, without tests
	@$(QUIET_MVN) verify -DskipTests

.PHONY: format
format: prerequisites ## Apply the format
	@$(QUIET_MVN) spotless:apply

.PHONY: clean
clean: ## Remove what was built; downloads in the caches stay
	@$(QUIET_MVN) clean
	@rm -rf node_modules cdk.out
