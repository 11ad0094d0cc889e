package dev.meshwright.topology.source;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// What is called with a text as an argument, and what its name says about the text.
///
/// @param name the function, method, type or annotation
/// @param owner what stands before its last dot; "" if nothing
/// @param position of the argument, from 0
/// @param first the first argument
record Callee(String name, String owner, int position, Token first) {
    /// Compares, or speaks to people.
    private static final Set<String> TALK = words("""
            log logf trace tracef debug debugf info infof infow warn warnf warning error errorf errorw fatal fatalf
            critical panic panicf print println printf eprint eprintln puts echo writeline error_log raise bail anyhow
            loginformation logwarning logerror logdebug logcritical getlogger createlogger addfilter
            expect assert assertequals equals equalsignorecase contentequals startswith starts_with hasprefix endswith
            contains includes matches describe
            redirect sendredirect redirect_to withorigins allowedorigins allow_origins crossorigin cors setissuer
            schema apimodelproperty apioperation operation parameter tag example deprecated suppresswarnings
            """);
    private static final Set<String> SPEAKERS = words("console logger log");
    /// Carries a message, whose content is no address. What is built for it within may be called.
    private static final Set<String> SENDING =
            words("send publish emit basic_publish convertandsend publishasync sendasync");
    /// Looks a setting up and takes what holds without it.
    private static final Pattern LOOKUP = Pattern.compile(
            "(?i).*(?:env|default|property|config|flag|option|setting|lookup|getvalue).*|fetch|string|stringvar");
    /// Gives what holds where there is nothing.
    private static final Set<String> FALLBACKS = words("""
            orelse orelseget getorelse unwrap_or unwrap_or_else map_or default ifempty coalesce defaultvalue withdefault
            """);
    /// Takes a host by its bare name.
    private static final Set<String> CLIENTS = words("""
            feignclient grpcclient hostname host sethost withhost foraddress fortarget dial dialcontext newclient
            insecure_channel secure_channel createchannel httphost hostandport inetsocketaddress socket tcpclient
            tcpsocket httpconnection httpsconnection redis strictredis mongoclient memcacheclient connectionparameters
            amqpstreamconnection amqpconnection getinstances invokemethod invokemethodasync create_connection
            createconnection connectasync
            """);
    /// Methods that take a host if they are those of [#CLIENT_TYPES].
    private static final Set<String> METHODS = words("start new open connect");
    private static final Set<String> CLIENT_TYPES = words("http https tcpsocket redis mongo");
    private static final Set<String> HOST_PARAMETERS = words("name value url host hostname address target");

    private static Set<String> words(String text) {
        return Set.of(text.strip().split("\\s+", -1));
    }

    private String word() {
        return name.toLowerCase(Locale.ROOT);
    }

    boolean isTalk() {
        return TALK.contains(word())
                || word().endsWith("exception")
                || word().endsWith("error")
                || SPEAKERS.contains(owner.toLowerCase(Locale.ROOT))
                || (owner.equals("errors") && name.equals("New"));
    }

    boolean isSending() {
        return SENDING.contains(word());
    }

    boolean isFallback() {
        return FALLBACKS.contains(word());
    }

    /// Whether the text is what holds where the setting that the first argument names is not set.
    boolean isLookup() {
        return position > 0
                && first.isString()
                && (Tokens.isVariable(first.text()) || LOOKUP.matcher(name).matches());
    }

    /// @param parameter the name that the argument is given by; "" if by its position
    boolean takesHost(String parameter) {
        if (position > 1) {
            return false;
        }
        if (parameter.isEmpty()) {
            boolean isMethod = METHODS.contains(word()) || (word().equals("get") && owner.equals("HTTP"));
            return CLIENTS.contains(word()) || (isMethod && CLIENT_TYPES.contains(owner.toLowerCase(Locale.ROOT)));
        }
        return CLIENTS.contains(word()) && HOST_PARAMETERS.contains(parameter.toLowerCase(Locale.ROOT));
    }
}
