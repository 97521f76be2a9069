/// A node's numbers for monitoring, in Prometheus' text format over a small HTTP listener.
///
/// ```
/// MetricsServer   GET /metrics, each time from a fresh look at the node
/// NodeMetrics     what was seen, as metrics with names, units and help
/// Family          one metric with all its label values
/// ```
///
/// Nothing is counted here: the numbers are those that the node keeps anyway, so a node that nobody
/// scrapes pays nothing. `docs/operating.md` lists the metrics, and a test compares the list.
/// Called by `process`.
@NullMarked
package dev.isochron.node.metrics;

import org.jspecify.annotations.NullMarked;
