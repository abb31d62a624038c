package ai.openobserve.lambda.cdk.consumer;

import ai.openobserve.lambda.cdk.layer.TestZips;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MallAppTest {
  @TempDir Path out;
  @TempDir Path zips;

  @Test
  void synthesizesAsItsAuthorExpects() throws IOException {
    MallApp.make(out, TestZips.both(zips)).synth();
    new MallTemplates(out).areAsExpected();
  }
}
