package ai.openobserve.lambda.extension.config;

/// An AWS partition: Regions whose services share a domain.
enum AwsPartition {
  CHINA("aws-cn", "cn-", "amazonaws.com.cn", "api.amazonwebservices.com.cn"),
  GOVERNMENT("aws-us-gov", "us-gov-", "amazonaws.com", "api.aws"),
  ISO("aws-iso", "us-iso-", "c2s.ic.gov", ""),
  ISO_B("aws-iso-b", "us-isob-", "sc2s.sgov.gov", ""),
  ISO_E("aws-iso-e", "eu-isoe-", "cloud.adc-e.uk", ""),
  ISO_F("aws-iso-f", "us-isof-", "csp.hci.ic.gov", ""),
  EUROPE("aws-eusc", "eusc-", "amazonaws.eu", "api.amazonwebservices.eu"),
  /// Every other Region.
  COMMERCIAL("aws", "", "amazonaws.com", "api.aws");

  private final String code;
  private final String regions;
  private final String domain;
  private final String dualStackDomain;

  AwsPartition(String code, String regions, String domain, String dualStackDomain) {
    this.code = code;
    this.regions = regions;
    this.domain = domain;
    this.dualStackDomain = dualStackDomain;
  }

  static AwsPartition of(String region) {
    for (AwsPartition partition : values()) {
      if (region.startsWith(partition.regions)) {
        return partition;
      }
    }
    throw new IllegalStateException("Every Region is in the last partition");
  }

  /// The second part of an ARN.
  String code() {
    return code;
  }

  boolean hasDualStack() {
    return !dualStackDomain.isEmpty();
  }

  /// The host of a service, as [AWS names
  /// it](https://docs.aws.amazon.com/general/latest/gr/rande.html).
  String host(AwsService service, String region, boolean fips, boolean dualStack) {
    // In GovCloud the ordinary endpoint of Systems Manager is the FIPS one.
    boolean ordinary = this == GOVERNMENT && service == AwsService.PARAMETER_STORE && !dualStack;
    String prefix = fips && !ordinary ? service.code() + "-fips" : service.code();
    return prefix + "." + region + "." + (dualStack ? dualStackDomain : domain);
  }
}
