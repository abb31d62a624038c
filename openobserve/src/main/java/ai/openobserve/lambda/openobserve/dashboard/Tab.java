package ai.openobserve.lambda.openobserve.dashboard;

import java.util.List;

/// A tab of a dashboard.
public record Tab(String name, List<Panel> panels) {
  /// Copies its list.
  public Tab {
    panels = List.copyOf(panels);
  }
}
