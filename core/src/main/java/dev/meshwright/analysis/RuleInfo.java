package dev.meshwright.analysis;

/// What there is to know about a rule; `meshwright explain` prints it and `docs/rules/` is generated from it.
///
/// @param code `IST…` where Istio has a code for the fault, else `MW…`; never reused
/// @param name the rule class's name
/// @param severity unless the case calls for another
/// @param title the fault, in under ten words
/// @param why what happens in the mesh if it stays
/// @param fix what to do
/// @param bad manifests that give this finding
/// @param good the same, repaired: no finding of this rule
/// @param source page or file of Istio or Kubernetes that the behaviour comes from
public record RuleInfo(
        String code,
        String name,
        Category category,
        Severity severity,
        String title,
        String why,
        String fix,
        String bad,
        String good,
        String source) {}
