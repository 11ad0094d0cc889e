package dev.meshwright.schema.cel;

import dev.meshwright.schema.cel.Expr.Macro;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Evaluates expressions with the variables in scope.
///
/// @param outer the scope around this one; null for the outermost
record Evaluator(@Nullable Evaluator outer, String name, Object value) {

    Object eval(Expr expression) {
        return switch (expression) {
            case Expr.Literal(var literal) -> literal;
            case Expr.Name(var variable) -> lookup(variable);
            case Expr.Select(var operand, var field) -> select(eval(operand), field);
            case Expr.Has(var operand, var field) -> has(eval(operand), field);
            case Expr.Index(var operand, var index) -> index(eval(operand), eval(index));
            case Expr.ListOf(var items) -> list(items);
            case Expr.MapOf(var keys, var values) -> map(keys, values);
            case Expr.Conditional(var condition, var then, var otherwise) ->
                switch (eval(condition)) {
                    case Boolean truth -> eval(truth ? then : otherwise);
                    case Failure failure -> failure;
                    default -> new Failure("the condition is not a boolean");
                };
            case Expr.And(var left, var right) -> both(left, right, false);
            case Expr.Or(var left, var right) -> both(left, right, true);
            case Expr.Comprehension each -> comprehension(each);
            case Expr.Call(var function, var arguments) -> call(function, arguments);
        };
    }

    private Object lookup(String variable) {
        if (variable.equals(name)) {
            return value;
        }
        return outer == null ? new Failure("unknown variable " + variable) : outer.lookup(variable);
    }

    private static Object select(Object operand, String field) {
        return switch (operand) {
            case Failure failure -> failure;
            case Map<?, ?> map -> found(map, field);
            default -> new Failure("no such key: " + field);
        };
    }

    private static Object has(Object operand, String field) {
        return switch (operand) {
            case Failure failure -> failure;
            case Map<?, ?> map -> map.containsKey(field);
            default -> new Failure("not an object");
        };
    }

    private static Object index(Object operand, Object index) {
        return switch (operand) {
            case Failure failure -> failure;
            case List<?> list when index instanceof Long at && at >= 0 && at < list.size() -> list.get(at.intValue());
            case Map<?, ?> map -> found(map, index);
            default -> new Failure("no such index");
        };
    }

    private static Object found(Map<?, ?> map, Object key) {
        var found = map.get(key);
        return found == null ? new Failure("no such key: " + key) : found;
    }

    private Object list(List<Expr> items) {
        var list = new ArrayList<Object>();
        for (var item : items) {
            var value = eval(item);
            if (value instanceof Failure) {
                return value;
            }
            list.add(value);
        }
        return list;
    }

    private Object map(List<Expr> keys, List<Expr> values) {
        var map = new LinkedHashMap<Object, Object>();
        for (int i = 0; i < keys.size(); i++) {
            map.put(eval(keys.get(i)), eval(values.get(i)));
        }
        return map;
    }

    /// One side that decides is enough, even where the other side fails.
    private Object both(Expr left, Expr right, boolean decides) {
        var first = eval(left);
        if (first.equals(decides)) {
            return decides;
        }
        var second = eval(right);
        if (second.equals(decides)) {
            return decides;
        }
        return first instanceof Boolean ? second : first;
    }

    private Object comprehension(Expr.Comprehension each) {
        var range = eval(each.range());
        if (range instanceof Failure) {
            return range;
        }
        var items = range instanceof List<?> list ? list : range instanceof Map<?, ?> map ? map.keySet() : null;
        if (items == null) {
            return new Failure("not a list or map");
        }
        var results = new ArrayList<Object>();
        var chosen = new ArrayList<Object>();
        for (var item : items) {
            var result = new Evaluator(this, each.variable(), item).eval(each.body());
            results.add(result);
            if (result.equals(true)) {
                chosen.add(item);
            }
        }
        return result(each.macro(), results, chosen);
    }

    private static Object result(Macro macro, List<Object> results, List<Object> chosen) {
        var failure = results.stream().filter(Failure.class::isInstance).findFirst();
        return switch (macro) {
            case ALL -> results.contains(false) ? (Object) false : failure.orElse(true);
            case EXISTS -> !chosen.isEmpty() ? (Object) true : failure.orElse(false);
            case EXISTS_ONE -> failure.orElse(chosen.size() == 1);
            case FILTER -> failure.orElse(chosen);
            case MAP -> failure.orElse(results);
        };
    }

    private Object call(Function function, List<Expr> arguments) {
        var values = new ArrayList<Object>(arguments.size());
        for (var argument : arguments) {
            var value = eval(argument);
            if (value instanceof Failure) {
                return value;
            }
            values.add(value);
        }
        return function.apply(values);
    }
}
