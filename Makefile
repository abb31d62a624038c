# Every target is a line or two that call Maven, the native build or the CDK CLI.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-builtin-rules

# JDK 25, even if the default java is older; build/check-prerequisites says how to get one.
export JAVA_HOME := $(shell build/find-jdk 2>/dev/null)
# Allows what Maven's own libraries do and JDK 25 warns about; and prints no escape code at the end, even to files and pipes.
export MAVEN_OPTS := --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -Djansi.noreset=true $(MAVEN_OPTS)
JAVA := $(JAVA_HOME)/bin/java
MVN := mvn --batch-mode --no-transfer-progress -Dstyle.color=never
QUIET_MVN := $(MVN) --quiet
# Compiles and packs only; `make test` and `make check` compile and run the tests and the checks.
PACKAGE := $(QUIET_MVN) package -Dmaven.test.skip=true -Dspotless.check.skip -Djacoco.skip
NATIVE_BUILD := $(JAVA) -cp extension/native/target/classes ai.openobserve.lambda.nativebuild.Main

# ENDPOINT, ORG, AUTH and STREAM of `make demo` reach the program through the environment, so that, if they are set there, no list
# of processes shows them.

# make finds what is out of date: a stamp is newer than everything it was built from.
STAMPS := target/stamps
sources = $(shell find $(wildcard $(1)) -type f -not -path '*/target/*' -not -path '*/node_modules/*')
EXTENSION_SOURCES := pom.xml $(call sources,extension/pom.xml extension/src/main extension/native)
# The example functions in Python, Node.js and shell are deployed and run as they are, so they need no build.
JVM_SOURCES := $(EXTENSION_SOURCES) $(call sources,sandbox extension/src examples/java demo openobserve chaos infra)

##@ Start here (`make demo` shows everything in a minute or two)
.PHONY: help
help: ## Show this list
	@build/help

.PHONY: prerequisites
prerequisites: ## Check what the build needs, and show the commands that install what is missing
	@build/check-prerequisites

$(STAMPS)/extension: $(EXTENSION_SOURCES) | prerequisites
	@echo 'Building the extension (the first time downloads libraries)…'
	@$(PACKAGE) --also-make --projects extension,extension/native
	@mkdir -p $(@D) && touch $@

$(STAMPS)/jvm: $(JVM_SOURCES) | prerequisites
	@echo 'Building all modules (the first time downloads libraries)…'
	@$(PACKAGE)
	@mkdir -p $(@D) && touch $@ $(STAMPS)/extension $(STAMPS)/example-java $(STAMPS)/cdk

.PHONY: jvm
jvm: $(STAMPS)/jvm ## Build everything that runs on the JVM, without tests

.PHONY: demo
demo: jvm ## Watch real functions' logs arrive (VIEW=1: in a browser; ENDPOINT= ORG= AUTH= STREAM= sends them to a real OpenObserve)
	@$(JAVA) -jar demo/target/o2-lambda-demo.jar $(EXAMPLES)

# Values reach the shell through the environment, so that quotes and dollar signs in them need no escaping.
SANDBOX_EXTENSION = $(or $(EXTENSION),$(wildcard $(NATIVE)/$(subst aarch64,arm64,$(shell uname -m))/o2-lambda-extension),$(JVM_EXTENSION))
export FUNCTION HANDLER CODE PAYLOAD

.PHONY: sandbox
sandbox: jvm ## Run your own function with the layer: HANDLER=app.handler CODE=folder, or FUNCTION='program that speaks the Runtime API' (PAYLOAD= N= FAULT=503x2 VIEW=1 ARGS='-e NAME=VALUE')
	@$(JAVA) -jar sandbox/target/o2-lambda-sandbox.jar --extension '$(SANDBOX_EXTENSION)' \
	  $(if $(filter $(JVM_EXTENSION),$(SANDBOX_EXTENSION)),--init-timeout-ms 30000 --shutdown-timeout-ms 10000) \
	  $(if $(HANDLER),--handler "$$HANDLER") $(if $(FUNCTION),--function "$$FUNCTION") $(if $(CODE),--task-root "$$CODE") \
	  $(if $(PAYLOAD),--payload "$$PAYLOAD") $(if $(N),-n '$(N)') $(if $(FAULT),--fault '$(FAULT)') $(if $(VIEW),--view) $(ARGS)

##@ OpenObserve
.PHONY: dashboard-pictures
dashboard-pictures: jvm ## Redraw the dashboards of docs/dashboards.md from a run of the demo
	@PICTURES=docs/dashboards $(JAVA) -jar demo/target/o2-lambda-demo.jar

.PHONY: openobserve-setup
openobserve-setup: jvm ## Set up search, dashboards and alerts in OpenObserve (ENDPOINT= ORG= STREAM=; ALERTS=1 DESTINATION=; CHECK=1 only checks; OVERWRITE=1; AUTH from the environment)
	@$(JAVA) -jar openobserve/target/o2-lambda-openobserve.jar $(if $(ORG),--org '$(ORG)') $(if $(ENDPOINT),--endpoint '$(ENDPOINT)') \
	  $(if $(STREAM),--stream '$(STREAM)') $(if $(ALERTS),--alerts) $(if $(DESTINATION),--destination '$(DESTINATION)') \
	  $(if $(CHECK),--check) $(if $(OVERWRITE),--overwrite)

##@ Tests and checks
.PHONY: test
test: prerequisites ## Run all tests on the JVM: units, HTTP, whole processes in the sandbox, the CDK code
	@$(MVN) verify

.PHONY: stress-test
stress-test: prerequisites ## Run all tests RUNS=10 times while every core is kept busy, to find tests that depend on a fast machine
	@build/stress-test $(or $(RUNS),10) $(MVN) verify

.PHONY: check
check: prerequisites ## Check format and lint, without tests
	@$(QUIET_MVN) verify -DskipTests

.PHONY: format
format: prerequisites ## Apply the format
	@$(QUIET_MVN) spotless:apply

.PHONY: hooks check-devcontainer
hooks: ## Run the fast checks before every commit (git commit --no-verify skips them)
	@ln -sf ../../build/pre-commit "$$(git rev-parse --git-path hooks)/pre-commit"
	@echo 'Installed the pre-commit hook.'

check-devcontainer: ## Lint the dev container's Dockerfile
	@npx --yes dockerfile-utils@0.16.3 lint .devcontainer/Dockerfile

##@ The layers
.PHONY: layers layer-x86_64 layer-arm64
layers: $(STAMPS)/extension ## Build both layer zips, natively compiled (GRAALVM_HOME=… uses that distribution for this machine's architecture)
	@$(NATIVE_BUILD) layer x86_64 arm64

layer-x86_64: $(STAMPS)/extension ## Build only the zip for x86_64
layer-arm64: $(STAMPS)/extension ## Build only the zip for arm64
layer-x86_64 layer-arm64: layer-%:
	@$(NATIVE_BUILD) layer $*

# The extension's integration suite, run on the given executable. arm64 programs run under qemu's user emulation.
NATIVE := $(CURDIR)/extension/target/native
SUITE := $(MVN) verify --also-make --projects extension -DskipUnitTests -Dspotless.check.skip -Djacoco.skip -Dfailsafe.failIfNoSpecifiedTests=false
ARM64_SUITE := 'LifeCycleIT,ConfigurationIT,FlavourIT,CommandLineIT'

##@ Tests of the native executables
.PHONY: test-native
test-native: layers jvm ## Run the integration suite and the demo on the native executables, arm64 under qemu
	@$(NATIVE_BUILD) test-shim
	@echo 'The integration suite on x86_64…'
	@$(SUITE) '-Dextension.command=$(NATIVE)/x86_64/o2-lambda-extension'
	@echo 'Life cycle, configuration, TLS and shutdown on arm64…'
	@qemu=$$($(NATIVE_BUILD) qemu) && $(SUITE) -Dit.test=$(ARM64_SUITE) "-Dextension.command=$$qemu $(NATIVE)/arm64/o2-lambda-extension"
	@echo 'The demo on x86_64…'
	@$(JAVA) -jar demo/target/o2-lambda-demo.jar

# The executable if it is built, otherwise the JVM, which takes a second of CPU time for each start.
JVM_EXTENSION := $(CURDIR)/extension/target/jvm/o2-lambda-extension
CHAOS_EXTENSION = $(or $(if $(JVM),$(JVM_EXTENSION)),$(wildcard $(NATIVE)/x86_64/o2-lambda-extension),$(JVM_EXTENSION))

.PHONY: chaos
chaos: jvm ## Inject seeded random faults around the extension (SEED= RUNS=50; JVM=1 on the JVM; PARALLEL=; VERBOSE=1)
	@$(JAVA) -jar chaos/target/o2-lambda-chaos.jar $(if $(SEED),--seed=$(SEED)) --runs=$(or $(RUNS),50) \
	  --parallel=$(or $(PARALLEL),$(if $(filter $(JVM_EXTENSION),$(CHAOS_EXTENSION)),2,8)) $(if $(VERBOSE),--verbose) $(CHAOS_EXTENSION)

# Benchmarks of the native executable; QUICK=1, JVM=1, PEER=, PEER_ENV=, PEER_NAME=, ONLY=, PAGE=1 and BASELINE=1 reach the program through the environment.
export QUICK JVM PEER PEER_ENV PEER_NAME ONLY PAGE BASELINE
BENCH_PROGRAMS := bench/target/programs
BENCH_SOURCES := $(call sources,bench/src/main sandbox/src/main) bench/pom.xml
BENCH := $(JAVA) -jar bench/target/o2-lambda-bench.jar $(NATIVE)/x86_64/o2-lambda-extension $(BENCH_PROGRAMS)

$(STAMPS)/bench: $(BENCH_SOURCES) | prerequisites
	@echo 'Building the benchmarks…'
	@$(PACKAGE) --also-make --projects bench
	@mkdir -p $(@D) && touch $@

$(BENCH_PROGRAMS)/%: bench/src/main/c/%.c | $(STAMPS)/extension $(STAMPS)/bench
	@mkdir -p $(@D) && $(NATIVE_BUILD) cc x86_64 -static $< -o $@

##@ Measurements
.PHONY: bench bench-start
bench: layer-x86_64 $(STAMPS)/bench $(addprefix $(BENCH_PROGRAMS)/,stopwatch empty discard) ## Measure everything, ten minutes, and write bench/BENCHMARKS.md (QUICK=1 one minute; JVM=1; PEER=executable)
	@$(BENCH)

bench-start: ONLY := start,memory
bench-start: QUICK := 1
bench-start: bench ## Measure only the start and the memory

.PHONY: microbench
microbench: prerequisites ## Measure the time and allocated bytes per record with JMH (ONLY=regular expression; 4 minutes)
	@# JMH's programs are generated when the tests are compiled, and must not end up in any other build.
	@rm -rf extension/target/test-classes extension/target/generated-test-sources
	@$(MVN) package -Pmicrobench --also-make --projects extension -DskipTests -Dspotless.check.skip $(if $(ONLY),'-Dmicrobench.only=$(ONLY)')
	@rm -rf extension/target/test-classes extension/target/generated-test-sources

##@ The native build
.PHONY: check-size
check-size: layers ## Fail if an executable has grown by more than 3 % over its recorded size
	@$(NATIVE_BUILD) check-size

.PHONY: test-shim regenerate-c-facts first-methods
test-shim: $(STAMPS)/extension ## Test the C functions that the native image calls, for both architectures
	@$(NATIVE_BUILD) test-shim

regenerate-c-facts: $(STAMPS)/extension ## Recompute the committed C sizes and constants with the C compiler
	@$(NATIVE_BUILD) regenerate-c-facts

FIRST_METHODS := extension/native/src/main/builder-patch/com/oracle/svm/hosted/code/first-methods.txt
first-methods: jvm ## Record again which methods run first, for the order of the executable's code (needs qemu-user)
	@SYMBOLS=1 $(MAKE) --no-print-directory layer-x86_64
	@build/first-methods $(NATIVE)/x86_64/o2-lambda-extension $(FIRST_METHODS) $(SUITE) -Dit.test=LifeCycleIT,TlsIT,MetricsIT
	@echo 'The executable for x86_64 has symbols now: run make layers.'

# The CDK CLI that package-lock.json pins; plain `npx cdk` finds the same one.
CDK := npx cdk
NODE_MODULES := node_modules/.package-lock.json
LAYER_ZIPS := extension/target/o2-lambda-extension-x86_64.zip extension/target/o2-lambda-extension-arm64.zip
CDK_JAR := infra/target/openobserve-lambda-cdk.jar
LAYER_VERSIONS = $(JAVA) -cp 'infra/app/target/openobserve-lambda-cdk-app.jar:$(CDK_JAR):infra/app/target/lib/*' ai.openobserve.lambda.cdk.versions.Main
STACKS ?= LayerStack

$(NODE_MODULES): package.json package-lock.json
	@echo 'Installing the CDK CLI…'
	@npm ci --no-audit --no-fund --silent
	@touch $@

# One or two modules compile faster without the optimizing compiler's warm-up.
$(STAMPS)/example-java $(STAMPS)/cdk: export MAVEN_OPTS := $(MAVEN_OPTS) -XX:TieredStopAtLevel=1 -XX:+UseSerialGC

$(STAMPS)/example-java: pom.xml $(call sources,examples/java) | prerequisites
	@echo 'Building the example in Java…'
	@$(PACKAGE) --projects examples/java
	@mkdir -p $(@D) && touch $@

$(STAMPS)/cdk: pom.xml $(call sources,$(foreach module,infra infra/app,$(module)/pom.xml $(module)/src/main)) | prerequisites
	@echo 'Building the CDK app…'
	@$(PACKAGE) --projects infra,infra/app
	@mkdir -p $(@D) && touch $@

.PHONY: cdk-build
cdk-build: layers $(STAMPS)/example-java $(STAMPS)/cdk ## Build what the CDK app needs: the zips, the examples, the app's jar around the zips (called by cdk.json)
	@if [ -n "$$(find $(LAYER_ZIPS) -newer $(CDK_JAR))" ]; then \
	  echo 'Packing the layers into the construct…'; $(PACKAGE) --projects infra && touch $(CDK_JAR); fi

##@ Deployment with the CDK
.PHONY: synth deploy destroy
synth: $(NODE_MODULES) ## Synthesize the CloudFormation templates into cdk.out (VALIDATE=1 also checks them with the CDK's own rules)
	@$(if $(VALIDATE),CDK_VALIDATION=true )$(CDK) synth --quiet

deploy: $(NODE_MODULES) ## Publish both layers (STACKS='LayerStack ExamplesStack' for the examples too)
	@$(CDK) deploy $(STACKS)

destroy: $(NODE_MODULES) ## Destroy the stacks; published layer versions are retained (STACKS=)
	@$(CDK) destroy $(STACKS)

##@ The construct as an artifact
# Only the construct, with its sources.
CONSTRUCT := --projects infra -Prelease -Dmaven.test.skip=true -Dspotless.check.skip -Djacoco.skip
BUNDLE ?= $(CURDIR)/target/central
BUNDLE_ZIP := target/openobserve-lambda-cdk-bundle.zip

.PHONY: install-construct deploy-construct construct-bundle check-release
install-construct: cdk-build ## Install the construct, and nothing else of this project, in your local Maven repository
	@$(QUIET_MVN) install $(CONSTRUCT) -Dmaven.javadoc.skip

deploy-construct: cdk-build ## Deploy the construct to your team's Maven repository (REPOSITORY=id::https://…; credentials for the id in settings.xml)
	@$(if $(REPOSITORY),,echo 'Name the repository: make deploy-construct REPOSITORY=id::https://…' >&2; exit 2;) \
	  $(QUIET_MVN) deploy $(CONSTRUCT) '-DaltDeploymentRepository=$(REPOSITORY)'

construct-bundle: cdk-build ## Build the zip for Maven Central, signed with your GPG key (SOURCE_REPOSITORY=https://… is the repository with the tag)
	@rm -rf '$(BUNDLE)/ai/openobserve/lambda'
	@$(QUIET_MVN) deploy $(CONSTRUCT) -Pcentral '-Dsource.repository=$(SOURCE_REPOSITORY)' '-DaltDeploymentRepository=bundle::file://$(BUNDLE)'
	@find '$(BUNDLE)' -name 'maven-metadata*' -delete
	@$(JAVA_HOME)/bin/jar --create --no-manifest --file '$(BUNDLE_ZIP)' -C '$(BUNDLE)' ai && echo 'Made $(BUNDLE_ZIP)'

check-release: cdk-build $(NODE_MODULES) ## Rehearse the release of the construct, and build examples/consumer-app with it
	@build/check-release

##@ Published layers
.PHONY: layer-versions delete-layer-versions
layer-versions: $(STAMPS)/cdk ## List the published layer versions (REGIONS=eu-west-1,us-east-1)
	@$(LAYER_VERSIONS) list 'regions=$(REGIONS)'

delete-layer-versions: $(STAMPS)/cdk ## Delete old versions after asking (KEEP=1 of each layer are kept; YES=1 does not ask; REGIONS=)
	@$(LAYER_VERSIONS) delete 'regions=$(REGIONS)' 'keep=$(KEEP)' 'yes=$(YES)'

##@ Cleaning up
.PHONY: clean
clean: ## Remove everything that was built; cached downloads are kept
	@$(QUIET_MVN) clean
	@rm -rf target node_modules cdk.out
