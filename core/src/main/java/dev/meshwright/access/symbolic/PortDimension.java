package dev.meshwright.access.symbolic;

import dev.meshwright.access.condition.Field;
import dev.meshwright.access.condition.Request;
import dev.meshwright.access.symbolic.Atom.OfPort;
import java.util.BitSet;
import java.util.List;
import java.util.TreeSet;

/// The port that a proxy's rules see.
final class PortDimension extends Dimension {
    private static final int LAST = 65_535;

    PortDimension(List<Atom> atoms) {
        super(Place.of(Field.PORT), atoms);
        var ports = new TreeSet<Integer>();
        atoms.forEach(atom -> atom.tests().forEach(test -> ports.add(((OfPort) test).port())));
        int other = 8080;
        while (ports.contains(other)) {
            other++;
        }
        ports.add(other);
        ports.remove(0);
        for (int port : ports) {
            add(yes(port), port == other ? 1 : 2, request -> request.withPort(port));
        }
    }

    private BitSet yes(int port) {
        var yes = new BitSet();
        for (int i = 0; i < atoms().size(); i++) {
            yes.set(i, atoms().get(i).tests().contains(new OfPort(port)));
        }
        return yes;
    }

    @Override
    int cellOf(Request request) {
        return request.port() > 0 && request.port() <= LAST ? cell(yes(request.port())) : NONE;
    }
}
