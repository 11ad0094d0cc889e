package dev.meshwright.topology;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds the hosts in a value: URLs of any scheme, lists of `host:port`, JDBC, ADO and libpq connection strings, and
/// the tools that wait for a host in start scripts.
final class Addresses {
    private static final String NAME = "[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?\\.?";
    private static final String AUTHORITY = "[^\\s/?#\"'`<>(){}|\\\\,;]+";
    private static final Pattern HOST = Pattern.compile("(?=[^.]*[A-Za-z]|.*\\.[A-Za-z])" + NAME);
    private static final Pattern HOST_PORT = Pattern.compile("(" + NAME + ")(?::([0-9]{1,5}))?");
    private static final Pattern RESOLVER = Pattern.compile("(dns|passthrough|xds)://[^/\\s]*/(" + AUTHORITY + ")");
    private static final Pattern URL = Pattern.compile("(?<![A-Za-z])([A-Za-z][A-Za-z0-9+.:-]{0,60})://(" + AUTHORITY
            + "(?:,(?![A-Za-z][A-Za-z0-9+.-]*://)" + AUTHORITY + ")*)");
    private static final Pattern ORACLE =
            Pattern.compile("jdbc:oracle:[a-z]+:[^@\\s]*@(?://)?(" + NAME + ")(?::([0-9]{1,5}))?");
    private static final Pattern GO_SQL = Pattern.compile("@tcp\\((" + NAME + ")(?::([0-9]{1,5}))?\\)");
    private static final Pattern CONNECTION_HOST =
            Pattern.compile("(?i)(?:^|[;:\\s])(?:host|server|data source|hostname)\\s*=\\s*(?:tcp:)?(" + NAME
                    + ")(?:[:,]([0-9]{1,5}))?(?=[;\\s]|$)");
    private static final Pattern CONNECTION_PORT = Pattern.compile("(?i)(?:^|[;\\s])port\\s*=\\s*([0-9]{1,5})");
    private static final List<Pattern> TOOLS = List.of(
            Pattern.compile("\\b(?:nc|ncat|netcat)\\s+(?:-\\S+\\s+(?:[0-9]+\\s+(?=\\S+\\s+[0-9]))?)*(" + NAME
                    + ")\\s+([0-9]{1,5})"),
            Pattern.compile("/dev/tcp/(" + NAME + ")/([0-9]{1,5})"),
            Pattern.compile("\\b(?:nslookup|getent\\s+hosts)\\s+(" + NAME + ")"),
            Pattern.compile(
                    "\\b(?:redis-cli|mysql|mysqladmin|pg_isready|psql|mongo|mongosh|mariadb)\\b[^|;&]{0,500}?\\s"
                            + "(?:-h\\s*|--host[=\\s])(" + NAME
                            + ")(?:[^|;&]*?\\s(?:-p|-P|--port)[=\\s]?([0-9]{1,5}))?"),
            Pattern.compile("\\b(?:curl|wget)\\s+(?:-\\S+\\s+)*(" + NAME + "):([0-9]{1,5})"));
    private static final Pattern LOOSE =
            Pattern.compile("(?<![\\w.@/:$-])([A-Za-z][A-Za-z0-9.-]*[A-Za-z0-9]):([0-9]{2,5})(?![\\w.:-])");
    private static final Pattern CLUSTER_NAME = Pattern.compile(
            "(?<![\\w.@/-])((?:[A-Za-z0-9-]+\\.)+svc(?:\\.cluster\\.local)?\\.?)(?![\\w-])(?::([0-9]{1,5}))?");
    private static final Pattern SEPARATOR = Pattern.compile("[,;\\s]+");

    private final List<Address> found = new ArrayList<>();

    private Addresses() {}

    static List<Address> in(String value) {
        var addresses = new Addresses();
        addresses.read(value);
        return addresses.found.stream().distinct().toList();
    }

    private void read(String value) {
        if (value.indexOf("://") >= 0) {
            readUrls(value);
        }
        each(ORACLE, value, "oracle", Address.Form.CLEAR);
        each(GO_SQL, value, "mysql", Address.Form.CLEAR);
        if (value.indexOf('=') >= 0) {
            readConnectionString(value);
        }
        if (!found.isEmpty()) {
            each(CLUSTER_NAME, URL.matcher(value).replaceAll(" "), "", Address.Form.WITHIN_TEXT);
            return;
        }
        if (value.indexOf(' ') >= 0 || value.indexOf('/') >= 0) {
            TOOLS.forEach(tool -> each(tool, value, "", Address.Form.CLEAR));
        }
        if (found.isEmpty() && !readList(value)) {
            each(LOOSE, value, "", Address.Form.WITHIN_TEXT);
            each(CLUSTER_NAME, value, "", Address.Form.WITHIN_TEXT);
        }
    }

    private void readUrls(String value) {
        var resolver = RESOLVER.matcher(value);
        while (resolver.find()) {
            addHosts(resolver.group(1), resolver.group(2));
        }
        var url = URL.matcher(value);
        while (url.find()) {
            if (!RESOLVER.matcher(url.group()).lookingAt()) {
                addHosts(lastScheme(url.group(1)), url.group(2));
            }
        }
    }

    /// Of `jdbc:mysql` the `mysql`.
    private static String lastScheme(String scheme) {
        return scheme.substring(scheme.lastIndexOf(':') + 1);
    }

    private void addHosts(String scheme, String authorities) {
        String hosts = authorities.substring(authorities.lastIndexOf('@') + 1);
        for (var host : hosts.split(",", -1)) {
            var match = HOST_PORT.matcher(host);
            if (match.matches()) {
                add(scheme, match, Address.Form.CLEAR);
            }
        }
    }

    private void readConnectionString(String value) {
        var host = CONNECTION_HOST.matcher(value);
        if (host.find()) {
            add("", host, Address.Form.CLEAR);
            var port = CONNECTION_PORT.matcher(value);
            if (!found.isEmpty() && found.getLast().port() == 0 && port.find()) {
                found.add(found.removeLast().withPort(port(port.group(1))));
            }
        }
    }

    /// `a`, `a:1`, `a:1,b:2`, also with options behind it (`redis:6379,ssl=false`).
    private boolean readList(String value) {
        var hosts = new ArrayList<Matcher>();
        for (var item : SEPARATOR.split(value.strip(), -1)) {
            var match = HOST_PORT.matcher(item);
            if (match.matches()) {
                hosts.add(match);
            } else if (hosts.isEmpty() || item.indexOf('=') < 0) {
                return false;
            }
        }
        boolean ports = hosts.stream().allMatch(host -> host.group(2) != null);
        if (!ports && hosts.size() > 1 && value.strip().indexOf(' ') >= 0) {
            return false;
        }
        hosts.forEach(host -> add("", host, host.group(2) == null ? Address.Form.BARE : Address.Form.HOST_PORT));
        return true;
    }

    private void each(Pattern pattern, String value, String scheme, Address.Form form) {
        var matcher = pattern.matcher(value);
        while (matcher.find()) {
            add(scheme, matcher, form);
        }
    }

    private void add(String scheme, Matcher match, Address.Form form) {
        String host = match.group(1);
        if (HOST.matcher(host).matches() && host.indexOf("..") < 0) {
            String port = match.groupCount() > 1 ? match.group(2) : null;
            found.add(new Address(scheme, host.toLowerCase(Locale.ROOT), port == null ? 0 : port(port), form));
        }
    }

    /// 0 for what is no port.
    private static int port(String digits) {
        int port = Integer.parseInt(digits);
        return port <= 65535 ? port : 0;
    }
}
