using System.Reflection;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Tests.Architecture;

/// <summary>Keeps the floors of the house: a room uses rooms of lower floors only.</summary>
public class RoomTests
{
    private static readonly Assembly Core = typeof(Resource).Assembly;

    // The ground floor first.
    private static readonly string[] Rooms =
    [
        "Resources", "Findings", "Documents", "Selectors", "Conversion", "Validation", "Snapshots", "Authoring", "Evaluation",
        "Connectivity", "Dataplane", "Optimization", "Access", "Efficiency", "Flows", "Recommendation", "Impact", "Labels", "Cluster",
        "Publishing", "Quarantine", "Reporting",
    ];

    [Fact]
    public void Every_type_of_core_lives_in_a_room_of_the_house() =>
        Assert.Empty(Types().Where(type => !Rooms.Contains(Room(type))).Select(type => type.FullName));

    [Fact]
    public void A_room_uses_lower_floors_only()
    {
        var violations = Types()
            .SelectMany(type => TypeUses.Of(type).Where(use => use.Assembly == Core && Floor(use) > Floor(type)).Select(use => $"{type.FullName} -> {use.FullName}"))
            .Distinct()
            .ToList();
        Assert.Empty(violations);
    }

    [Fact]
    public void The_check_sees_uses_inside_of_method_bodies() =>
        Assert.Contains(typeof(System.Text.StringBuilder), TypeUses.Of(typeof(FieldPath)));

    [Fact]
    public void Core_knows_the_base_class_library_only() =>
        Assert.All(
            // The one part of it with another name holds the exception of a process that does not start.
            Core.GetReferencedAssemblies().Where(reference => reference.Name != "Microsoft.Win32.Primitives"),
            reference => Assert.StartsWith("System.", reference.Name, StringComparison.Ordinal));

    [Fact]
    public void One_type_starts_processes() =>
        Assert.Equal(
            [typeof(CalicoPolicy.Core.Cluster.KubectlProcess)],
            Types().Where(type => TypeUses.Of(type).Contains(typeof(System.Diagnostics.Process))).Select(type => type.DeclaringType ?? type).Distinct());

    [Fact]
    public void Core_does_not_know_PowerShell() =>
        Assert.DoesNotContain(Core.GetReferencedAssemblies(), reference => reference.Name == "System.Management.Automation");

    [Fact]
    public void The_YAML_adapter_knows_core_and_its_library_only() =>
        Assert.Equal(
            ["CalicoPolicy.Core", "YamlDotNet"],
            Assembly.Load("CalicoPolicy.Yaml").GetReferencedAssemblies()
                .Select(reference => reference.Name)
                .Where(name => !name!.StartsWith("System.", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal));

    private static IEnumerable<Type> Types() => Core.GetTypes().Where(type => type.Namespace?.StartsWith("CalicoPolicy.", StringComparison.Ordinal) == true);

    /// <summary>Empty for what the compiler puts outside of every namespace, such as the bytes of constant tables.</summary>
    private static string Room(Type type) => (type.Namespace ?? "").Split('.') is [_, _, var room, ..] ? room : string.Empty;

    private static int Floor(Type type) => Array.IndexOf(Rooms, Room(type));
}
