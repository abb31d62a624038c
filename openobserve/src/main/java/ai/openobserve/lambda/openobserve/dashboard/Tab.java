package ai.openobserve.lambda.openobserve.dashboard;

import java.util.List;
import java.util.Set;

/// A tab of a dashboard.
public record Tab(String name, List<Panel> panels) {
  /// Copies its list.
  public Tab {
    panels = List.copyOf(panels);
  }

  /// Without the panels of metrics that are not among these.
  Tab having(Set<String> metrics) {
    return new Tab(name, panels.stream().filter(panel -> panel.source().isThere(metrics)).toList());
  }
}
