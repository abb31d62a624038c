package ai.openobserve.lambda.extension.http;

import java.io.IOException;

/// The memory that bodies grow into, where several of them share it.
public interface BodyMemory {
  /// Memory for a body that has it for itself: its own limit is the only one.
  BodyMemory UNBOUNDED =
      new BodyMemory() {
        @Override
        public void reserve(int bytes) {}

        @Override
        public void release(int bytes) {}
      };

  /// Takes more, waiting for it where others have it.
  ///
  /// @throws IOException where there is none, which ends the message
  void reserve(int bytes) throws IOException;

  /// Gives back what was reserved.
  void release(int bytes);
}
