package ai.openobserve.lambda.extension.config;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/// Everything needed to read the credential at run time.
///
/// @param endpoint base URL of the service, without a trailing slash
/// @param proxy for requests to it
/// @param localExtension base URL of the AWS Parameters and Secrets extension if that is to be
///   asked first, or null
public record SecretSource(
    SecretReference reference,
    URI endpoint,
    ProxySettings proxy,
    RoleSource role,
    @Nullable URI localExtension) {}
