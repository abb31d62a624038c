/// Accounts of the functions - printed, stored, reported by the extension - and the totals.
@NullMarked
package ai.openobserve.lambda.demo.balance;

import org.jspecify.annotations.NullMarked;
