@NullMarked
package ai.openobserve.lambda.demo.balance;

import org.jspecify.annotations.NullMarked;
