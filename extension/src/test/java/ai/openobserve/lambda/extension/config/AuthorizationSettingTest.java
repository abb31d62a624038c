package ai.openobserve.lambda.extension.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthorizationSettingTest {
  private static final String SECRET = "O2_AUTHORIZATION_SECRET";
  private static final String PARAMETER = "O2_AUTHORIZATION_PARAMETER";
  private static final String ARN =
      "arn:aws:secretsmanager:eu-west-1:123456789012:secret:team/openobserve-AbCdEf";

  private static Map<String, String> environment(String... namesAndValues) {
    Map<String, String> environment = new HashMap<>();
    environment.put("O2_ORGANIZATION_ID", "acme");
    environment.put("AWS_REGION", "eu-central-1");
    environment.put("AWS_ACCESS_KEY_ID", "ASIAEXAMPLE");
    environment.put("AWS_SECRET_ACCESS_KEY", "very-secret-key");
    environment.put("AWS_SESSION_TOKEN", "session");
    for (int i = 0; i < namesAndValues.length; i += 2) {
      environment.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return environment;
  }

  private static SecretSource source(String... namesAndValues) {
    try {
      return switch (Configuration.read(environment(namesAndValues)).authorization()) {
        case AuthorizationSetting.AtRuntime(SecretSource source) -> source;
        case AuthorizationSetting.Given given -> throw new AssertionError(given);
      };
    } catch (ConfigurationException e) {
      throw new AssertionError(e);
    }
  }

  private static String error(String... namesAndValues) {
    try {
      throw new AssertionError(Configuration.read(environment(namesAndValues)));
    } catch (ConfigurationException e) {
      assertThat(e.errors()).hasSize(1);
      return e.errors().getFirst();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "O2_AUTHORIZATION_SECRET, team/o2, team/o2, '', eu-central-1, SECRETS_MANAGER",
    "O2_AUTHORIZATION_SECRET, team/o2#auth, team/o2, auth, eu-central-1, SECRETS_MANAGER",
    "O2_AUTHORIZATION_SECRET, o2#a b#c, o2, a b#c, eu-central-1, SECRETS_MANAGER",
    "O2_AUTHORIZATION_SECRET, arn:aws:secretsmanager:us-east-1:123456789012:secret:o2-AbCdEf#auth,"
        + " arn:aws:secretsmanager:us-east-1:123456789012:secret:o2-AbCdEf, auth, us-east-1,"
        + " SECRETS_MANAGER",
    "O2_AUTHORIZATION_SECRET, arn:aws-cn:secretsmanager:cn-north-1:123456789012:secret:o2,"
        + " arn:aws-cn:secretsmanager:cn-north-1:123456789012:secret:o2, '', cn-north-1,"
        + " SECRETS_MANAGER",
    "O2_AUTHORIZATION_PARAMETER, /team/o2, /team/o2, '', eu-central-1, PARAMETER_STORE",
    "O2_AUTHORIZATION_PARAMETER, o2:7#auth, o2:7, auth, eu-central-1, PARAMETER_STORE",
    "O2_AUTHORIZATION_PARAMETER, arn:aws-us-gov:ssm:us-gov-west-1:123456789012:parameter/team/o2,"
        + " arn:aws-us-gov:ssm:us-gov-west-1:123456789012:parameter/team/o2, '', us-gov-west-1,"
        + " PARAMETER_STORE",
  })
  void readsNamesAndArns(
      String variable, String text, String id, String key, String region, AwsService service) {
    assertThat(source(variable, text).reference())
        .isEqualTo(new SecretReference(service, id, key, region));
    assertThat(source(variable, text).reference()).hasToString(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "O2_AUTHORIZATION_SECRET | o2# | expected the key of a JSON value after '#'",
        "O2_AUTHORIZATION_SECRET | o2\"}{ | expected a name of letters, digits and",
        "O2_AUTHORIZATION_SECRET | arn:aws:secretsmanager:eu-west-1:secret:o2 | it is not a"
            + " complete ARN, such as arn:aws:secretsmanager:",
        "O2_AUTHORIZATION_SECRET | arn:aws:ssm:eu-west-1:123456789012:parameter/o2 | it is an ARN"
            + " of another service, expected arn:aws:secretsmanager:",
        "O2_AUTHORIZATION_SECRET | arn:aws:secretsmanager:cn-north-1:123456789012:secret:o2 |"
            + " partition 'aws' has no Region 'cn-north-1'",
        "O2_AUTHORIZATION_SECRET | arn:aws:secretsmanager:evil.example/:123456789012:secret:o2 |"
            + " it is not a complete ARN",
        "O2_AUTHORIZATION_SECRET |"
            + " arn:aws:secretsmanager:eu-west-1:123456789012:secret:o2-AbCdEf:auth:: | expected"
            + " a secret's ARN, a JSON key after '#'",
        "O2_AUTHORIZATION_PARAMETER | arn:aws:ssm:eu-west-1:123456789012:document/o2 | expected a"
            + " parameter's ARN",
        "O2_AUTHORIZATION_PARAMETER | /team/o2+ | expected a name of letters, digits and /_.-:",
      })
  void saysWhatIsAllowed(String variable, String text, String problem) {
    assertThat(error(variable, text)).startsWith(variable + " is '").contains(problem);
  }

  @ParameterizedTest
  @CsvSource({"Basic cm9vdDpwYXNz", "root:pass", "root@example.com:pass"})
  void doesNotShowACredentialInTheWrongVariable(String credential) {
    assertThat(error(SECRET, credential))
        .startsWith(
            SECRET
                + " is not valid (value not shown): expected a name of letters, digits and /_+=.@!-, or an ARN")
        .doesNotContain(credential, "cm9vdDpwYXNz", "pass");
  }

  @Test
  void aNameNeedsTheFunctionsRegion() {
    assertThat(error(SECRET, "o2", "AWS_REGION", "")).contains("AWS_REGION is not set");
    assertThat(source(SECRET, ARN, "AWS_REGION", "").reference().region()).isEqualTo("eu-west-1");
  }

  @Test
  void oneOfThreeIsRequired() {
    assertThat(error())
        .isEqualTo(
            "O2_AUTHORIZATION_HEADER environment variable is required, or O2_AUTHORIZATION_SECRET"
                + " or O2_AUTHORIZATION_PARAMETER instead");
    assertThat(error(SECRET, "o2", "O2_AUTHORIZATION_HEADER", "Basic c2VjcmV0"))
        .isEqualTo(
            "O2_AUTHORIZATION_HEADER and O2_AUTHORIZATION_SECRET are set: only one of them is"
                + " allowed");
    assertThat(error(SECRET, "o2", PARAMETER, "o2"))
        .isEqualTo(
            "O2_AUTHORIZATION_SECRET and O2_AUTHORIZATION_PARAMETER are set: only one of them"
                + " is allowed");
  }

  /// As the AWS SDKs resolve them (botocore 1.44.8).
  @ParameterizedTest
  @CsvSource({
    "eu-west-1,false,false,secretsmanager.eu-west-1.amazonaws.com,ssm.eu-west-1.amazonaws.com",
    "eu-west-1,false,true,secretsmanager.eu-west-1.api.aws,ssm.eu-west-1.api.aws",
    "us-east-1,true,false,secretsmanager-fips.us-east-1.amazonaws.com,ssm-fips.us-east-1.amazonaws.com",
    "us-east-1,true,true,secretsmanager-fips.us-east-1.api.aws,ssm-fips.us-east-1.api.aws",
    "cn-north-1,false,false,secretsmanager.cn-north-1.amazonaws.com.cn,ssm.cn-north-1.amazonaws.com.cn",
    "cn-north-1,false,true,secretsmanager.cn-north-1.api.amazonwebservices.com.cn,"
        + "ssm.cn-north-1.api.amazonwebservices.com.cn",
    "us-gov-west-1,false,false,secretsmanager.us-gov-west-1.amazonaws.com,ssm.us-gov-west-1.amazonaws.com",
    "us-gov-west-1,true,false,secretsmanager-fips.us-gov-west-1.amazonaws.com,"
        + "ssm.us-gov-west-1.amazonaws.com",
    "us-gov-east-1,true,true,secretsmanager-fips.us-gov-east-1.api.aws,ssm-fips.us-gov-east-1.api.aws",
    "us-iso-east-1,false,false,secretsmanager.us-iso-east-1.c2s.ic.gov,ssm.us-iso-east-1.c2s.ic.gov",
    "us-isob-east-1,true,false,secretsmanager-fips.us-isob-east-1.sc2s.sgov.gov,"
        + "ssm-fips.us-isob-east-1.sc2s.sgov.gov",
    "eu-isoe-west-1,false,false,secretsmanager.eu-isoe-west-1.cloud.adc-e.uk,"
        + "ssm.eu-isoe-west-1.cloud.adc-e.uk",
    "us-isof-south-1,false,false,secretsmanager.us-isof-south-1.csp.hci.ic.gov,"
        + "ssm.us-isof-south-1.csp.hci.ic.gov",
    "eusc-de-east-1,false,false,secretsmanager.eusc-de-east-1.amazonaws.eu,"
        + "ssm.eusc-de-east-1.amazonaws.eu",
    "eusc-de-east-1,false,true,secretsmanager.eusc-de-east-1.api.amazonwebservices.eu,"
        + "ssm.eusc-de-east-1.api.amazonwebservices.eu",
  })
  void findsTheEndpointOfEveryPartition(
      String region, String fips, String dualStack, String secretsManager, String ssm) {
    for (String variable : List.of(SECRET, PARAMETER)) {
      SecretSource source =
          source(
              variable,
              "o2",
              "AWS_REGION",
              region,
              "AWS_USE_FIPS_ENDPOINT",
              fips,
              "AWS_USE_DUALSTACK_ENDPOINT",
              dualStack);
      assertThat(source.endpoint())
          .hasToString("https://" + (variable.equals(SECRET) ? secretsManager : ssm));
    }
  }

  @Test
  void thereIsNoDualStackEverywhere() {
    assertThat(
            error(
                SECRET, "o2", "AWS_REGION", "us-iso-east-1", "AWS_USE_DUALSTACK_ENDPOINT", "true"))
        .isEqualTo(
            "AWS_USE_DUALSTACK_ENDPOINT is 'true', but us-iso-east-1 has no dual-stack endpoints:"
                + " expected 'false'");
  }

  @Test
  void anEndpointOfOnesOwnGoesFirst() {
    String general = "https://aws.example.com";
    String own = "https://vpce-1.secretsmanager.eu-west-1.vpce.amazonaws.com/";

    assertThat(source(SECRET, "o2", "AWS_ENDPOINT_URL", general).endpoint())
        .isEqualTo(URI.create(general));
    assertThat(
            source(
                    SECRET,
                    "o2",
                    "AWS_ENDPOINT_URL",
                    general,
                    "AWS_ENDPOINT_URL_SECRETS_MANAGER",
                    own,
                    "AWS_ENDPOINT_URL_SSM",
                    "https://ssm.example.com")
                .endpoint())
        .hasToString("https://vpce-1.secretsmanager.eu-west-1.vpce.amazonaws.com");
    assertThat(
            source(
                    PARAMETER,
                    "o2",
                    "AWS_ENDPOINT_URL",
                    general,
                    "AWS_ENDPOINT_URL_SSM",
                    "http://127.0.0.1:4566/aws")
                .endpoint())
        .hasToString("http://127.0.0.1:4566/aws");
    assertThat(
            source(
                    SECRET,
                    "o2",
                    "AWS_ENDPOINT_URL",
                    general,
                    "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
                    "true")
                .endpoint())
        .hasToString("https://secretsmanager.eu-central-1.amazonaws.com");
  }

  @ParameterizedTest
  @CsvSource({
    "ftp://example.com",
    "example.com",
    "https://example.com/?a=b",
    "https://example.com/a/../b",
    "https://example.com/%61",
    "https://user:s3cr3t@example.com",
  })
  void refusesAnEndpointThatIsNoBaseUrl(String url) {
    assertThat(error(SECRET, "o2", "AWS_ENDPOINT_URL", url))
        .startsWith("AWS_ENDPOINT_URL is '")
        .doesNotContain("s3cr3t");
  }

  @Test
  void theLocalExtensionIsUsedWhereAskedFor() {
    assertThat(source(SECRET, "o2").localExtension()).isNull();
    assertThat(source(SECRET, "o2", "O2_SECRETS_EXTENSION", "true").localExtension())
        .isEqualTo(URI.create("http://127.0.0.1:2773"));
    assertThat(error(SECRET, "o2", "O2_SECRETS_EXTENSION", "perhaps"))
        .isEqualTo("O2_SECRETS_EXTENSION is 'perhaps': expected true or false");
  }

  @Test
  void signsWithTheKeysOfTheEnvironment() {
    assertThat(source(SECRET, "o2").role())
        .isEqualTo(
            new RoleSource.Environment(new AwsKeys("ASIAEXAMPLE", "very-secret-key", "session")));
    assertThat(source(SECRET, "o2").toString()).doesNotContain("very-secret-key", "session");
    assertThat(error(SECRET, "o2", "AWS_SECRET_ACCESS_KEY", ""))
        .startsWith("AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not set");
  }

  @Test
  void asksTheContainerWhereTheEnvironmentHasNoKeys(@TempDir Path folder) throws IOException {
    Path token = Files.writeString(folder.resolve("token"), "from-a-file\n");
    String url = "http://169.254.170.23/v1/credentials";

    assertThat(
            source(
                    SECRET,
                    "o2",
                    "AWS_ACCESS_KEY_ID",
                    "",
                    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
                    url,
                    "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
                    token.toString())
                .role())
        .isEqualTo(new RoleSource.Container(URI.create(url), new Authorization("from-a-file")));
  }

  @Test
  void theKeysOfTheContainerDoNotTravelWithoutTls() {
    assertThat(
            error(
                SECRET,
                "o2",
                "AWS_ACCESS_KEY_ID",
                "",
                "AWS_CONTAINER_CREDENTIALS_FULL_URI",
                "http://example.com/credentials"))
        .isEqualTo(
            "AWS_CONTAINER_CREDENTIALS_FULL_URI is 'http://example.com/credentials': expected"
                + " https, or http to this host");
  }
}
