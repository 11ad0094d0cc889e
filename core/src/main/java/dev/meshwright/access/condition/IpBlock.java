package dev.meshwright.access.condition;

import dev.meshwright.schema.syntax.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Addresses that share their first bits: `10.0.0.0/8`, or one address. Addresses of the two families never match.
///
/// @param bytes of an address: 4 or 16, each 0 to 255
/// @param length how many bits count
public record IpBlock(List<Integer> bytes, int length) {
    public IpBlock {
        bytes = List.copyOf(bytes);
    }

    /// Reads an address, or an address with a prefix length; bits behind the prefix do not count.
    public static Optional<IpBlock> parse(String text) {
        if (IpAddress.isBlock(text)) {
            int slash = text.indexOf('/');
            return bytes(text.substring(0, slash))
                    .map(bytes -> new IpBlock(bytes, Integer.parseInt(text.substring(slash + 1))));
        }
        return bytes(text).map(bytes -> new IpBlock(bytes, bytes.size() * 8));
    }

    /// The lowest address of the block.
    public IpBlock first() {
        return new IpBlock(masked(0), bytes.size() * 8);
    }

    /// The address after the highest of the block; empty where there is none.
    public Optional<IpBlock> behind() {
        var above = new ArrayList<>(masked(0xFF));
        for (int i = above.size() - 1; i >= 0; i--) {
            if (above.get(i) < 0xFF) {
                above.set(i, above.get(i) + 1);
                return Optional.of(new IpBlock(above, above.size() * 8));
            }
            above.set(i, 0);
        }
        return Optional.empty();
    }

    /// Its bytes with these bits behind the prefix.
    private List<Integer> masked(int rest) {
        return IntStream.range(0, bytes.size())
                .mapToObj(i -> {
                    int free = Math.clamp(8L * (i + 1) - length, 0, 8);
                    int mask = (1 << free) - 1;
                    return (bytes.get(i) & ~mask) | (rest & mask);
                })
                .toList();
    }

    /// The first address, such as `10.0.0.0`.
    public String text() {
        if (bytes.size() == 4) {
            return bytes.stream().map(String::valueOf).collect(Collectors.joining("."));
        }
        return IntStream.range(0, 8)
                .mapToObj(i -> Integer.toHexString(bytes.get(2 * i) << 8 | bytes.get(2 * i + 1)))
                .collect(Collectors.joining(":"));
    }

    public boolean contains(IpBlock address) {
        if (bytes.size() != address.bytes.size() || length > address.length) {
            return false;
        }
        int whole = length / 8;
        int mask = 0xFF00 >> (length % 8) & 0xFF;
        return bytes.subList(0, whole).equals(address.bytes.subList(0, whole))
                && (mask == 0 || (bytes.get(whole) & mask) == (address.bytes.get(whole) & mask));
    }

    private static Optional<List<Integer>> bytes(String address) {
        if (IpAddress.isV4(address)) {
            return Optional.of(v4(address));
        }
        return IpAddress.isV6(address) && address.indexOf('%') < 0 ? Optional.of(v6(address)) : Optional.empty();
    }

    private static List<Integer> v4(String address) {
        return List.of(address.split("\\.")).stream().map(Integer::valueOf).toList();
    }

    private static List<Integer> v6(String address) {
        int gap = address.indexOf("::");
        if (gap < 0) {
            return groups(address);
        }
        var before = groups(address.substring(0, gap));
        var after = groups(address.substring(gap + 2));
        var bytes = new ArrayList<>(before);
        IntStream.range(0, 16 - before.size() - after.size()).forEach(_ -> bytes.add(0));
        bytes.addAll(after);
        return bytes;
    }

    private static List<Integer> groups(String text) {
        var bytes = new ArrayList<Integer>();
        for (var group : text.isEmpty() ? new String[0] : text.split(":")) {
            if (group.indexOf('.') >= 0) {
                bytes.addAll(v4(group));
            } else {
                int value = Integer.parseInt(group, 16);
                bytes.add(value >> 8);
                bytes.add(value & 0xFF);
            }
        }
        return bytes;
    }
}
