package dev.isochron.client.table;

import dev.isochron.client.error.BadInputException;
import dev.isochron.client.error.IsochronException;
import dev.isochron.client.route.Deadline;
import dev.isochron.client.route.Moment;
import dev.isochron.client.route.Page;
import dev.isochron.client.route.Router;
import dev.isochron.client.route.ShardReads;
import dev.isochron.protocol.error.BadInput;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.MalformedKey;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.layout.KeyPath;
import dev.isochron.protocol.layout.KeyText;
import dev.isochron.protocol.layout.MalformedDeclaration;
import dev.isochron.protocol.layout.Stored;
import dev.isochron.protocol.layout.SystemTables;
import dev.isochron.protocol.layout.TableRecords;
import dev.isochron.protocol.request.Lookup.Direction;
import dev.isochron.protocol.request.ReadAt;
import dev.isochron.protocol.request.Reply;
import dev.isochron.protocol.row.Row;
import dev.isochron.protocol.schema.Ancestor;
import dev.isochron.protocol.schema.InvalidDeclaration;
import dev.isochron.protocol.schema.Schema;
import dev.isochron.protocol.schema.Table;
import dev.isochron.protocol.schema.TableId;
import dev.isochron.protocol.schema.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/// The declarations that this client has read from the store. Shared by its sessions.
public final class Tables {

    /// Rows of declarations in one request; a table of usual width needs one.
    private static final int PAGE = 256;

    private final Router router;
    private final ShardReads reads;
    private final ConcurrentSkipListMap<TableName, Layout> byName = new ConcurrentSkipListMap<>();
    private volatile Schema schema = Schema.EMPTY;

    public Tables(Router router) {
        this.router = router;
        this.reads = new ShardReads(router);
        SystemTables.all().forEach(this::know);
        know(SystemTables.REQUESTS);
        know(SystemTables.SNAPSHOTS);
    }

    /// All that was read so far, for naming rows.
    public Schema schema() {
        return schema;
    }

    /// A name as people write it: `accounts` or `shop.accounts`.
    public static TableName name(String text) {
        int dot = text.indexOf('.');
        try {
            return dot < 0
                    ? TableName.of(text)
                    : new TableName(text.substring(0, dot), text.substring(dot + 1));
        } catch (InvalidDeclaration e) {
            throw new BadInputException(new BadInput.UnknownTable(text));
        }
    }

    /// The layout of a table; read from the store when it is asked for first.
    ///
    /// @throws BadInputException if there is no such table
    /// @throws InterruptedException if the session is called off
    public Layout layout(String name, Deadline deadline) throws InterruptedException {
        TableName wanted = name(name);
        Layout known = byName.get(wanted);
        if (known != null) {
            return known;
        }
        Moment now = new Moment(router, new ReadAt.Strong(false));
        Table table =
                find(wanted, now, deadline)
                        .orElseThrow(() -> new BadInputException(new BadInput.UnknownTable(name)));
        for (Ancestor above : table.ancestors()) {
            if (schema.table(above.table()).isEmpty()) {
                know(read(above.table(), now, deadline));
            }
        }
        return know(table);
    }

    /// A row's name as people write it, `district (3, 7)`; its key where nothing is known of it.
    ///
    /// @throws InterruptedException if the session is called off
    public String nameOf(Key key, Deadline deadline) throws InterruptedException {
        try {
            TableId table = new TableId(KeyPath.of(key).last().number());
            if (schema.table(table).isEmpty()) {
                know(read(table, new Moment(router, new ReadAt.Strong(false)), deadline));
            }
        } catch (MalformedKey
                | MalformedDeclaration
                | IllegalArgumentException
                | IsochronException _) {
            // What has no name is called by its key.
        }
        return KeyText.of(key, schema);
    }

    /// Reads a declaration again, because rows were met that know a later one.
    public Layout reread(Layout old, Deadline deadline) throws InterruptedException {
        byName.remove(old.table().name());
        return layout(old.table().name().toString(), deadline);
    }

    /// A row that was read; if it was written under a later declaration, that is read first.
    ///
    /// @throws InterruptedException if the session is called off
    public dev.isochron.client.table.Row load(Layout layout, Key key, Row stored, Deadline deadline)
            throws InterruptedException {
        boolean later = stored.version().compareTo(layout.table().version()) > 0;
        Layout current = later ? reread(layout, deadline) : layout;
        return current.load(key, stored);
    }

    private Optional<Table> find(TableName name, Moment now, Deadline deadline)
            throws InterruptedException {
        List<Reply.Pair> entries = all(TableRecords.spanOf(name), now, deadline);
        return entries.isEmpty()
                ? Optional.empty()
                : Optional.of(read(TableRecords.found(entries.getFirst().key()), now, deadline));
    }

    private Table read(TableId id, Moment now, Deadline deadline) throws InterruptedException {
        List<Stored> records = new ArrayList<>();
        for (Reply.Pair pair : all(TableRecords.spanOf(id), now, deadline)) {
            records.add(stored(pair.key(), pair));
        }
        return TableRecords.read(records);
    }

    private static Stored stored(Key key, Reply.Pair pair) {
        return new Stored(key, Row.parse(pair.row().shared()));
    }

    private List<Reply.Pair> all(Span span, Moment now, Deadline deadline)
            throws InterruptedException {
        List<Reply.Pair> rows = new ArrayList<>();
        Optional<Span> rest = Optional.of(span);
        while (rest.isPresent()) {
            Page page = reads.page(rest.get(), Direction.FORWARD, PAGE, now, deadline);
            rows.addAll(page.rows());
            rest = page.rest();
        }
        return rows;
    }

    private synchronized Layout know(Table table) {
        Layout layout = new Layout(table);
        byName.put(table.name(), layout);
        try {
            schema = schema.with(table);
        } catch (InvalidDeclaration e) {
            // The schema only names rows in errors; those of this table stay as servers name them.
            return layout;
        }
        return layout;
    }
}
