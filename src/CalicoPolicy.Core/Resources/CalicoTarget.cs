using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace CalicoPolicy.Core.Resources;

/// <summary>
/// The product and version that an answer is for, e.g. <c>OpenSource/3.31</c> or <c>Enterprise/3.18</c> (decision 13).
/// Versions of the two products do not compare: ask for the product first.
/// </summary>
/// <param name="Product">The product.</param>
/// <param name="Version">The version; its first two numbers count.</param>
public sealed record CalicoTarget(CalicoProduct Product, Version Version)
{
    private static readonly CalicoTarget NewestOpenSource = new(CalicoProduct.OpenSource, new Version(3, 32));
    private static readonly CalicoTarget NewestEnterprise = new(CalicoProduct.Enterprise, new Version(3, 24));

    /// <summary>The newest version of a product that this module knows.</summary>
    public static CalicoTarget Newest(CalicoProduct product) => product switch
    {
        CalicoProduct.OpenSource => NewestOpenSource,
        CalicoProduct.Enterprise => NewestEnterprise,
        _ => throw new ArgumentOutOfRangeException(nameof(product), product, "There is no such product."),
    };

    /// <summary>
    /// The target of an input that comes without one: the newest Enterprise where a field or kind that only Enterprise has
    /// is in it, else the newest Open Source. Looks at each rule once.
    /// </summary>
    public static CalicoTarget For(IEnumerable<Resource> resources) =>
        resources.Any(NeedsEnterprise) ? NewestEnterprise : NewestOpenSource;

    /// <summary>Reads <c>OpenSource</c>, <c>Enterprise</c>, or either with a version: <c>OpenSource/3.31</c>. Case does not count.</summary>
    /// <exception cref="FormatException">The text names no product, or its version is no version.</exception>
    public static CalicoTarget Parse(string text) => TryParse(text, out var target)
        ? target
        : throw new FormatException($"'{text}' is no target. Write OpenSource or Enterprise, with a version if need be: OpenSource/3.31, Enterprise/3.18.");

    /// <summary>Reads a target, or says that the text is none.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out CalicoTarget? target)
    {
        target = null;
        if (text is null) return false;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (!TryProduct(slash < 0 ? text : text[..slash], out var product)) return false;
        if (slash < 0)
            target = Newest(product);
        else if (TryVersion(text[(slash + 1)..], out var version))
            target = new(product, version);
        return target is not null;
    }

    /// <summary>Whether this is the product, in this version or a later one.</summary>
    /// <param name="product">The product.</param>
    /// <param name="major">The first number of the version.</param>
    /// <param name="minor">The second number.</param>
    public bool IsAtLeast(CalicoProduct product, int major, int minor) => Product == product
        && (Version.Major, Version.Minor).CompareTo((major, minor)) >= 0;

    /// <summary>The target as <see cref="Parse"/> reads it.</summary>
    public override string ToString() => $"{Product}/{Version}";

    private static bool TryProduct(string text, out CalicoProduct product)
    {
        product = string.Equals(text, nameof(CalicoProduct.Enterprise), StringComparison.OrdinalIgnoreCase)
            ? CalicoProduct.Enterprise
            : CalicoProduct.OpenSource;
        return string.Equals(text, product.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    private static bool TryVersion(string text, [NotNullWhen(true)] out Version? version)
    {
        version = null;
        var digits = text.StartsWith('v') || text.StartsWith('V') ? text[1..] : text;
        var numbers = digits.Split('.');
        if (numbers.Length is < 2 or > 3) return false;
        foreach (var number in numbers)
        {
            if (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out _)) return false;
        }

        return Version.TryParse(digits, out version);
    }

    private static bool NeedsEnterprise(Resource resource) => resource switch
    {
        TieredPolicy policy => policy.Ingress.Any(NeedsEnterprise) || policy.Egress.Any(NeedsEnterprise),
        AddressSet set => set.AllowedEgressDomains.Count > 0,
        _ => resource is GlobalThreatFeed or PolicyRecommendationScope,
    };

    private static bool NeedsEnterprise(PolicyRule rule) =>
        rule.Source.Domains.Count > 0 || rule.Destination.Domains.Count > 0 || rule.Http is { Headers.Count: > 0 };
}
