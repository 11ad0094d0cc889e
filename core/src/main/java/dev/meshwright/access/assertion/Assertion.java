package dev.meshwright.access.assertion;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.meshwright.access.condition.Request;
import dev.meshwright.manifest.Source;

/// One call that must, or must not, get through.
///
/// @param name what the user calls it, else the call in words
/// @param must whether every such request has to get through, on one port at least; else none may, on any
/// @param from `NS/WORKLOAD`, `sa:NS/NAME` or `plaintext`
/// @param to `NS/SERVICE` or `NS/WORKLOAD`
/// @param port of the Service, or of the pods; 0 for any
/// @param request what is said of it besides; what is not said is left open
public record Assertion(
        Source where,
        String name,
        boolean must,
        String from,
        String to,
        int port,
        @JsonIgnore Request request) {}
