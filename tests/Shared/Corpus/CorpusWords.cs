namespace CalicoPolicy.Tests.Shared.Corpus;

/// <summary>The names that a corpus is made of.</summary>
internal static class CorpusWords
{
    public static readonly string[] Teams = ["payments", "catalogue", "identity", "logistics", "platform", "search", "billing", "data", "mobile", "risk"];

    public static readonly string[] Environments = ["prod", "stage", "test", "dev"];

    public static readonly string[] Apps =
    [
        "api", "web", "worker", "cache", "database", "queue", "gateway", "scheduler", "mailer", "reports", "audit", "session", "ledger", "pricing",
        "stock", "shipping", "login", "profile", "images", "metrics",
    ];

    public static readonly string[] Tiers = ["security", "platform", "network", "compliance", "application", "default"];

    public static readonly string[] Zones = ["dmz", "internal", "restricted", "management", "partner"];

    public static readonly string[] Domains = ["example.com", "example.org", "example.net", "updates.example.com", "mirror.example.org"];

    public static readonly string[] Comments =
    [
        "Agreed with the owners; ask before you widen it.", "see the runbook: \"what talks to what\"", "keep in step with the load balancer",
        "temporary, until the migration is over", "ports as of release 4", "nobody remembers why; do not remove",
    ];

    public static string Pick(this Random random, string[] words) => words[random.Next(words.Length)];

    public static bool Chance(this Random random, int percent) => random.Next(100) < percent;

    public static string Namespace(this Random random) => $"{random.Pick(Teams)}-{random.Pick(Environments)}";
}
