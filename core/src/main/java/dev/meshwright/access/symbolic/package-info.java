/// Sets of requests, compared exactly: is there any request that this admits and that does not, and which. Start at
/// [Space]: the conditions to compare part the values of each dimension of a request (caller, port, path, one header,
/// ...) into finitely many cells that none of them tells apart; a [RequestSet] is a diagram over such cells, with one
/// form per set.
@NullMarked
package dev.meshwright.access.symbolic;

import org.jspecify.annotations.NullMarked;
