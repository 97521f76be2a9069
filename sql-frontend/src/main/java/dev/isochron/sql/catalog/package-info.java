/// What SQL knows by a name: databases, users, schemas, tables with their columns, constraints and
/// indexes, sequences.
///
/// ```
/// CatalogObject    CatalogDatabase | CatalogUser | CatalogSchema | CatalogTable | CatalogSequence
/// CatalogTable     a stored table, and of each column, constraint and index what SQL adds
/// CatalogImage     all objects of one database at one version; never changes
/// Catalog          the images that a gateway has read; shared by its sessions
/// CatalogChanges   what one transaction makes of an image; writes the rows
/// CatalogRecords   objects as rows and back; Notation is the text of their definitions
/// TableStatistics  what ANALYZE found out, which is no object and raises no version: StatisticsRows
///                  has it as rows, GatewayStatistics what a gateway has read of them
/// ```
///
/// All of it are rows of system tables, written by ordinary transactions. Each database has one row
/// with a version: whoever changes an object holds it exclusively and raises it, whoever uses the
/// objects reads it under a shared lock, or at the snapshot of everything else. So nobody commits
/// by an image that is not true any more (Q2).
///
/// Used by `bind`, `run` and `engine`; reaches the store through the client alone.
@NullMarked
package dev.isochron.sql.catalog;

import org.jspecify.annotations.NullMarked;
