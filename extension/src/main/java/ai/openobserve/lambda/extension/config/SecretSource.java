package ai.openobserve.lambda.extension.config;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/// Everything that reading the credential at run time takes.
///
/// @param endpoint base URL of the service, without a trailing slash
/// @param proxy on the way to it
/// @param localExtension base URL of the AWS Parameters and Secrets extension where it is to be
///   asked first, or null
public record SecretSource(
    SecretReference reference,
    URI endpoint,
    ProxySettings proxy,
    RoleSource role,
    @Nullable URI localExtension) {}
