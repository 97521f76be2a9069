/// One page of HTML from the JSON of a bench: charts, tables, configuration, machine. It holds all
/// it needs, uPlot included, and asks nothing of the network.
///
/// ```
/// HtmlReport   the page, from a template among the resources
/// ReportTables its tables; every number in them is one of the report's rows
/// Html         text that is safe in a page
/// PngReport    a picture of one run, for pages that show pictures
/// ```
///
/// Callers: the commands of `bench`.
@NullMarked
package dev.isochron.bench.report;

import org.jspecify.annotations.NullMarked;
