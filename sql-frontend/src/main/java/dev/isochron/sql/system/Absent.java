package dev.isochron.sql.system;

import java.util.ArrayList;
import java.util.List;

/// Tables for what there is none of here. Clients ask them along with others.
final class Absent {
    /// Name, number and columns of each; what is indented belongs to the line before.
    private static final String DECLARATIONS =
            """
            pg_inherits 2611: inhrelid oid, inhparent oid, inhseqno int4, inhdetachpending
              bool
            pg_partitioned_table 3350: partrelid oid, partstrat char, partnatts int2,
              partdefid oid, partattrs int2vector, partclass oidvector, partcollation
              oidvector, partexprs pg_node_tree
            pg_enum 3501: oid oid, enumtypid oid, enumsortorder float4, enumlabel name
            pg_range 3541: rngtypid oid, rngsubtype oid, rngmultitypid oid, rngcollation
              oid, rngsubopc oid, rngcanonical regproc, rngsubdiff regproc
            pg_extension 3079: oid oid, extname name, extowner oid, extnamespace oid,
              extrelocatable bool, extversion text, extconfig oid[], extcondition text[]
            pg_depend 2608: classid oid, objid oid, objsubid int4, refclassid oid,
              refobjid oid, refobjsubid int4, deptype char
            pg_shdescription 2396: objoid oid, classoid oid, description text
            pg_trigger 2620: oid oid, tgrelid oid, tgparentid oid, tgname name, tgfoid
              oid, tgtype int2, tgenabled char, tgisinternal bool, tgconstrrelid oid,
              tgconstrindid oid, tgconstraint oid, tgdeferrable bool, tginitdeferred bool,
              tgnargs int2, tgattr int2vector, tgargs bytea, tgqual pg_node_tree, tgoldtable
              name, tgnewtable name
            pg_rewrite 2618: oid oid, rulename name, ev_class oid, ev_type char,
              ev_enabled char, is_instead bool, ev_qual pg_node_tree, ev_action pg_node_tree
            pg_policy 3256: oid oid, polname name, polrelid oid, polcmd char,
              polpermissive bool, polroles oid[], polqual pg_node_tree, polwithcheck
              pg_node_tree
            pg_publication 6104: oid oid, pubname name, pubowner oid, puballtables bool,
              pubinsert bool, pubupdate bool, pubdelete bool, pubtruncate bool, pubviaroot
              bool
            pg_publication_rel 6106: oid oid, prpubid oid, prrelid oid, prqual
              pg_node_tree, prattrs int2vector
            pg_publication_namespace 6237: oid oid, pnpubid oid, pnnspid oid
            pg_subscription 6100: oid oid, subdbid oid, subname name, subowner oid,
              subenabled bool
            pg_statistic_ext 3381: oid oid, stxrelid oid, stxname name, stxnamespace oid,
              stxowner oid, stxstattarget int4, stxkeys int2vector, stxkind char[], stxexprs
              pg_node_tree
            pg_foreign_table 3118: ftrelid oid, ftserver oid, ftoptions text[]
            pg_foreign_server 1417: oid oid, srvname name, srvowner oid, srvfdw oid,
              srvtype text, srvversion text, srvacl aclitem[], srvoptions text[]
            pg_foreign_data_wrapper 2328: oid oid, fdwname name, fdwowner oid, fdwhandler
              oid, fdwvalidator oid, fdwacl aclitem[], fdwoptions text[]
            pg_proc 1255: oid oid, proname name, pronamespace oid, proowner oid, prolang
              oid, procost float4, prorows float4, provariadic oid, prosupport regproc,
              prokind char, prosecdef bool, proleakproof bool, proisstrict bool, proretset
              bool, provolatile char, proparallel char, pronargs int2, pronargdefaults int2,
              prorettype oid, proargtypes oidvector, proallargtypes oid[], proargmodes
              char[], proargnames text[], proargdefaults pg_node_tree, protrftypes oid[],
              prosrc text, probin text, prosqlbody pg_node_tree, proconfig text[], proacl
              aclitem[]
            pg_aggregate 2600: aggfnoid regproc, aggkind char, aggnumdirectargs int2
            pg_language 2612: oid oid, lanname name, lanowner oid, lanispl bool,
              lanpltrusted bool, lanplcallfoid oid, laninline oid, lanvalidator oid, lanacl
              aclitem[]
            pg_operator 2617: oid oid, oprname name, oprnamespace oid, oprowner oid,
              oprkind char, oprcanmerge bool, oprcanhash bool, oprleft oid, oprright oid,
              oprresult oid, oprcom oid, oprnegate oid, oprcode regproc, oprrest regproc,
              oprjoin regproc
            pg_opclass 2616: oid oid, opcmethod oid, opcname name, opcnamespace oid,
              opcowner oid, opcfamily oid, opcintype oid, opcdefault bool, opckeytype oid
            pg_cast 2605: oid oid, castsource oid, casttarget oid, castfunc oid,
              castcontext char, castmethod char
            pg_conversion 2607: oid oid, conname name, connamespace oid, conowner oid,
              conforencoding int4, contoencoding int4, conproc regproc, condefault bool
            pg_auth_members 1261: roleid oid, member oid, grantor oid, admin_option bool
            pg_db_role_setting 2964: setdatabase oid, setrole oid, setconfig text[]
            pg_default_acl 826: oid oid, defaclrole oid, defaclnamespace oid,
              defaclobjtype char, defaclacl aclitem[]
            pg_event_trigger 3466: oid oid, evtname name, evtevent name, evtowner oid,
              evtfoid oid, evtenabled char, evttags text[]
            pg_seclabels 12020: objoid oid, classoid oid, objsubid int4, objtype text,
              objnamespace oid, objname text, provider text, label text
            pg_shdepend 1214: dbid oid, classid oid, objid oid, objsubid int4, refclassid
              oid, refobjid oid, deptype char
            pg_locks 12021: locktype text, database oid, relation oid, page int4, tuple
              int2, virtualxid text, transactionid xid, classid oid, objid oid, objsubid
              int2, virtualtransaction text, pid int4, mode text, granted bool, fastpath
              bool, waitstart timestamptz
            pg_views 12022: schemaname name, viewname name, viewowner name, definition
              text
            pg_matviews 12023: schemaname name, matviewname name, matviewowner name,
              tablespace name, hasindexes bool, ispopulated bool, definition text
            pg_prepared_xacts 12024: transaction xid, gid text, prepared timestamptz,
              owner name, database name
            pg_cursors 12025: name text, statement text, is_holdable bool, is_binary bool,
              is_scrollable bool, creation_time timestamptz
            pg_stat_activity 12026: datid oid, datname name, pid int4, leader_pid int4,
              usesysid oid, usename name, application_name text, client_addr text,
              client_hostname text, client_port int4, backend_start timestamptz, xact_start
              timestamptz, query_start timestamptz, state_change timestamptz,
              wait_event_type text, wait_event text, state text, backend_xid xid,
              backend_xmin xid, query_id int8, query text, backend_type text
            pg_stat_user_tables 12027: relid oid, schemaname name, relname name, seq_scan
              int8, seq_tup_read int8, idx_scan int8, idx_tup_fetch int8, n_tup_ins int8,
              n_tup_upd int8, n_tup_del int8, n_live_tup int8, n_dead_tup int8
            pg_timezone_names 12028: name text, abbrev text, utc_offset interval, is_dst
              bool
            """;

    static final List<SystemTable> TABLES = read();

    private Absent() {}

    private static List<SystemTable> read() {
        List<SystemTable> tables = new ArrayList<>();
        String joined = DECLARATIONS.replace("\n  ", " ");
        for (String line : joined.lines().toList()) {
            int colon = line.indexOf(':');
            String[] head = line.substring(0, colon).split(" ", -1);
            tables.add(
                    SystemTable.empty(
                            head[0], Integer.parseInt(head[1]), line.substring(colon + 1).strip()));
        }
        return List.copyOf(tables);
    }
}
