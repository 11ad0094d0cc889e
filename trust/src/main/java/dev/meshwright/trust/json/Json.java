package dev.meshwright.trust.json;

import dev.meshwright.trust.RefusedException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// A JSON value.
public sealed interface Json {
    /// An object; members stand in the order they were written in.
    record Obj(SequencedMap<String, Json> members) implements Json {
        public Obj {
            members = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(members));
        }

        public Optional<Json> find(String name) {
            return Optional.ofNullable(members.get(name));
        }

        public Obj object(String name) {
            if (members.get(name) instanceof Obj object) {
                return object;
            }
            throw refused(name, "an object");
        }

        public List<Json> array(String name) {
            if (members.get(name) instanceof Arr(var items)) {
                return items;
            }
            throw refused(name, "an array");
        }

        public String text(String name) {
            if (members.get(name) instanceof Text(var value)) {
                return value;
            }
            throw refused(name, "a string");
        }

        public long integer(String name) {
            if (members.get(name) instanceof Int(var value)) {
                return value;
            }
            throw refused(name, "an integer");
        }

        public boolean bool(String name) {
            if (members.get(name) instanceof Bool(var value)) {
                return value;
            }
            throw refused(name, "true or false");
        }

        /// The strings of an array of strings.
        public List<String> texts(String name) {
            var texts = new ArrayList<String>();
            for (var item : array(name)) {
                if (!(item instanceof Text(var value))) {
                    throw refused(name, "an array of strings");
                }
                texts.add(value);
            }
            return texts;
        }

        private RefusedException refused(String name, String expected) {
            var problem = members.containsKey(name) ? "is not " : "is missing, it has to be ";
            return new RefusedException("\"" + name + "\" " + problem + expected);
        }
    }

    record Arr(List<Json> items) implements Json {
        public Arr {
            items = List.copyOf(items);
        }
    }

    record Text(String value) implements Json {}

    /// A number written without fraction and exponent.
    record Int(long value) implements Json {}

    /// Any other number; finite.
    record Real(double value) implements Json {
        public Real {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("JSON has no " + value);
            }
        }
    }

    record Bool(boolean value) implements Json {}

    record Null() implements Json {}
}
