using CalicoPolicy.Core.Access;
using CalicoPolicy.Core.Documents.Export;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Tests.Rules;
using CalicoPolicy.Tests.Shared;
using CalicoPolicy.Yaml;

namespace CalicoPolicy.Core.Tests.Access;

/// <summary>Somebody new who has roles of docs/examples/roles, changed or not, and nothing else. The administrator stands in: kubectl asks in their name.</summary>
internal sealed class RoleUser : IAsyncDisposable
{
    private readonly KubeServer _server;

    private RoleUser(string name, KubeServer server, string adminConfig)
    {
        _server = server;
        Name = name;
        Config = Path.GetTempFileName();
        var changed = adminConfig.Replace("token: admintoken", $"token: admintoken, as: {name}", StringComparison.Ordinal);
        Assert.NotEqual(adminConfig, changed);
        File.WriteAllText(Config, changed);
    }

    /// <summary>The user's name, which nobody else has.</summary>
    public string Name { get; }

    /// <summary>The kubeconfig.</summary>
    public string Config { get; }

    /// <summary>Makes the user, the roles and the bindings, and waits until they count.</summary>
    /// <param name="api">The server.</param>
    /// <param name="change">Changes a role; it gets the name that the user will have.</param>
    /// <param name="files">The roles' files, without ending; the first names the user.</param>
    public static async Task<RoleUser> CreateAsync(KubeApi api, Func<string, ClusterRole, ClusterRole> change, params string[] files)
    {
        var server = await api.FullAsync();
        var name = KubeServer.NewName(files[0]);
        var objects = new List<Resource>();
        foreach (var file in files)
        {
            var role = (ClusterRole)Input.Read(await File.ReadAllTextAsync(RepositoryFiles.PathOf("docs", "examples", "roles", file + ".yaml"), TestContext.Current.CancellationToken)).Single();
            Assert.Equal($"calicopolicy-{file}", role.Name);
            objects.Add(change(name, role) with { Metadata = new() { Name = $"{name}-{file}" } });
            objects.Add(Binding(name, $"{name}-{file}"));
        }

        var seen = new AccessRule { ApiGroups = ["seen"], Resources = ["seen"], Verbs = ["get"] };
        objects.Add(new ClusterRole { Metadata = new() { Name = name }, Rules = [seen] });
        objects.Add(Binding(name, name));
        await server.KubectlAsync(ResourceText.Of(objects, new YamlFormat(), keepServerMetadata: false), "create", "-f", "-");
        await Reviews.SeenAsync(server, AccessIdentity.Of(name), new("get", "seen", "seen"));
        return new(name, server, await File.ReadAllTextAsync(server.AdminConfig, TestContext.Current.CancellationToken));
    }

    /// <summary>The role without some verb for a resource, and for Calico's part of it that begins with "tier.".</summary>
    public static ClusterRole Without(ClusterRole role, string verb, string resource, string group) => role with
    {
        Rules =
        [
            .. role.Rules.SelectMany(rule =>
            {
                if (!rule.ApiGroups.Contains(group)) return (AccessRule[])[rule];
                var of = rule.Resources.Where(one => one == resource || one == "tier." + resource).ToList();
                AccessRule[] parts = [rule with { Resources = [.. rule.Resources.Except(of)] }, rule with { Resources = [.. of], Verbs = [.. rule.Verbs.Where(given => given != verb)] }];
                return parts.Where(part => part.Resources.Count > 0 && part.Verbs.Count > 0);
            }),
        ],
    };

    /// <summary>Ends the user and the tier of that name, which everybody who reads the server would ask for.</summary>
    public async ValueTask DisposeAsync()
    {
        File.Delete(Config);
        await _server.KubectlAsync(null, "delete", "tiers.v3.projectcalico.org", Name, $"{Name}-other", "--ignore-not-found", "--wait=false");
    }

    private static ClusterRoleBinding Binding(string user, string role) => new()
    {
        Metadata = new() { Name = role },
        RoleRef = new() { ApiGroup = "rbac.authorization.k8s.io", Kind = "ClusterRole", Name = role },
        Subjects = [new() { Kind = "User", ApiGroup = "rbac.authorization.k8s.io", Name = user }],
    };
}
