package dev.meshwright.access.symbolic;

import dev.meshwright.access.condition.IpBlock;
import dev.meshwright.access.condition.Request;
import dev.meshwright.access.symbolic.Atom.OfAddress;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.stream.Stream;

/// An address of a request, of either family. Between two neighbouring borders of blocks no question tells addresses
/// apart.
final class AddressDimension extends Dimension {
    /// Blocks that an outsider and a pod may well come from, then the first addresses of both families.
    private static final List<String> PREFERRED = List.of("10.0.0.1", "203.0.113.1", "2001:db8::1", "0.0.0.0", "::");

    AddressDimension(Place place, List<Atom> atoms) {
        super(place, atoms);
        var addresses = candidates();
        int cost = 1;
        for (var address : addresses) {
            add(yes(address), cost++, request -> request.with(place.field(), address));
        }
    }

    private SequencedSet<IpBlock> candidates() {
        var found = new LinkedHashSet<IpBlock>();
        PREFERRED.forEach(text -> IpBlock.parse(text).ifPresent(found::add));
        atoms().stream().flatMap(AddressDimension::blocks).forEach(block -> {
            found.add(block.first());
            block.behind().ifPresent(found::add);
        });
        return found;
    }

    private static Stream<IpBlock> blocks(Atom atom) {
        return atom.tests().stream().map(OfAddress.class::cast).map(OfAddress::block);
    }

    private BitSet yes(IpBlock address) {
        var yes = new BitSet();
        for (int i = 0; i < atoms().size(); i++) {
            yes.set(i, blocks(atoms().get(i)).anyMatch(block -> block.contains(address)));
        }
        return yes;
    }

    @Override
    int cellOf(Request request) {
        var address = request.addresses().get(place().field());
        return address == null ? NONE : cell(yes(address));
    }
}
