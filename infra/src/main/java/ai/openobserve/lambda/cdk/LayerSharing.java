package ai.openobserve.lambda.cdk;

import ai.openobserve.lambda.cdk.report.Given;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Who else may use a published layer version.
///
/// @param accountId an account ID, or `*` for all accounts
/// @param organizationId the organization that the account must belong to, or null for any
public record LayerSharing(String accountId, @Nullable String organizationId) {
  private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");
  private static final Pattern ORGANIZATION = Pattern.compile("o-[a-z0-9]{10,32}");

  /// Parses an account ID, an organization ID or `public`.
  ///
  /// @throws IllegalArgumentException if the text is none of these
  public static LayerSharing parse(String text) {
    if (Given.notNull("LayerSharing.parse: text", text).equals("public")) {
      return new LayerSharing("*", null);
    }
    if (ORGANIZATION.matcher(text).matches()) {
      return new LayerSharing("*", text);
    }
    if (ACCOUNT.matcher(text).matches()) {
      return new LayerSharing(text, null);
    }
    throw new IllegalArgumentException(
        "\""
            + text
            + "\" is invalid; expected an account's 12 digits, an organization's id (o- and 10 to"
            + " 32 letters and digits) and public");
  }

  boolean isPublic() {
    return organizationId == null && accountId.equals("*");
  }

  /// The construct ID of the permission.
  String id() {
    String who = organizationId != null ? organizationId : accountId;
    return "ShareWith-" + (who.equals("*") ? "public" : who);
  }
}
