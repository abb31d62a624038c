package ai.openobserve.lambda.extension.http;

import java.io.IOException;

/// The memory that bodies grow into, which several of them may share.
public interface BodyMemory {
  /// Memory that is not shared: only the body's own limit applies.
  BodyMemory UNBOUNDED =
      new BodyMemory() {
        @Override
        public void reserve(int bytes) {}

        @Override
        public void release(int bytes) {}
      };

  /// Reserves more memory, waiting while others hold too much of it.
  ///
  /// @throws IOException if there is none, which ends the message
  void reserve(int bytes) throws IOException;

  /// Releases reserved memory.
  void release(int bytes);
}
