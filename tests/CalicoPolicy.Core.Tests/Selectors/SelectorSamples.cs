namespace CalicoPolicy.Core.Tests.Selectors;

/// <summary>Selectors good and bad: examples in themselves, and seeds of the mutation run.</summary>
internal static class SelectorSamples
{
    public static IReadOnlyList<string> Valid { get; } =
    [
        "", " ", "all()", "global( )", "has(foo)", "!has( foo )", "a == 'b'", "a!=\"b\"", "a contains 'x'", "a starts with 'x'",
        "a endswith'x'", "a in {}", "a in {'x', \"y\",}", "a notin {'x'}", "a not in{\"it's\", '\"'}",
        "a == 'b' && c == 'd' || !(e == 'f')", "!!(has(a) || !has(b)) && all()", "((a == 'x'))",
        "projectcalico.org/namespace == 'prod' && app in {'web', 'api'}", "k8s-app == 'kube-dns' || has(k8s.io/x_y)",
        "contains contains 'contains'", "in in {'in'}", "not in {'x'}", "has == 'has'", "a == 'line\nbreak'", "role == 'ünï\U0001F600'",
    ];

    public static IReadOnlyList<string> Invalid { get; } =
    [
        "b == b", "b contains b", "b starts with b", "b ends with b", "'b1' == b", "b", "a b", "!", "foo == \"bar\" &", "foo == \"bar\" |",
        "foo != ||", "foo in {\"\", ||", "foo in \"\"", "\"FOO", "\"FOO'", "'FOO", "(", "(a == \"foo\"", ")", "()", "%", "a == \"b\" && %",
        "a ", "has(foo) &&", "label = \"value\"", "all(", "global(", "has()", "has(foo", "has( foo ", "has (foo)", "all ()",
        "label starts foo \"value\"", "label inf \"value\"", "label ends withs \"value\"", "label squiggles \"value\"", "a not in c",
        "a in c", "a == 'b'\n", "\na == 'b'", "a == 'b' &&\r\n c == 'd'", "a in {,}", "a in {'x' 'y'}", "a in {'x',,}", "a in ('x')",
        "a in {'x')", "a == 'b' c == 'd'", "a == 'b' and c == 'd'", "é == 'x'", "a == “x”", "a\u00A0== 'x'", "HAS(a)", "a IN {'x'}",
        "a == 'it''s'", "a == 'x' || || b == 'y'", "!a", "a !== 'x'", "a === 'x'", "a in {'x'}}", "{'x'} in a", "a not 'x'",
    ];
}
