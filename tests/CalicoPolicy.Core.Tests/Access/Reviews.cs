using System.Text;
using CalicoPolicy.Core.Access;
using CalicoPolicy.Tests.Shared;

namespace CalicoPolicy.Core.Tests.Access;

/// <summary>Asks a real API server what somebody may do (SubjectAccessReview), many questions at once.</summary>
internal static class Reviews
{
    private const int Batch = 280;

    /// <summary>The answers, in the order of the questions.</summary>
    public static async Task<List<bool>> AskAsync(KubeServer server, IReadOnlyList<(AccessIdentity Who, AccessRequest What)> questions)
    {
        // kubectl takes its time after a few hundred requests.
        var batches = await Task.WhenAll(questions.Chunk(Batch).Select(async batch =>
        {
            var output = await server.KubectlAsync(Text(batch), "create", "--validate=false", "-f", "-", "-o", "jsonpath={.status.allowed}{\"\\n\"}");
            return output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line == "true").ToList();
        }));
        List<bool> answers = [.. batches.SelectMany(batch => batch)];
        Assert.Equal(questions.Count, answers.Count);
        return answers;
    }

    /// <summary>Waits until the server's authorizer has seen what was created.</summary>
    public static async Task SeenAsync(KubeServer server, AccessIdentity who, AccessRequest what)
    {
        for (var left = 100; !(await AskAsync(server, [(who, what)]))[0]; left--)
        {
            Assert.True(left > 0, $"{who} still may not {what}.");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    private static string Text(IEnumerable<(AccessIdentity Who, AccessRequest What)> questions)
    {
        var text = new StringBuilder();
        foreach (var (who, what) in questions)
        {
            text.Append("---\napiVersion: authorization.k8s.io/v1\nkind: SubjectAccessReview\nspec:\n").Append("  user: ").Append(Quoted(who.Name)).Append("\n  groups: [").AppendJoin(", ", who.Groups.Select(Quoted))
                .Append("]\n  resourceAttributes: {verb: ").Append(Quoted(what.Verb)).Append(", group: ").Append(Quoted(what.ApiGroup)).Append(", resource: ").Append(Quoted(what.Resource))
                .Append(", subresource: ").Append(Quoted(what.Subresource)).Append(", namespace: ").Append(Quoted(what.Namespace)).Append(", name: ").Append(Quoted(what.Name)).Append("}\n");
        }

        return text.ToString();
    }

    private static string Quoted(string? text) => $"\"{text}\"";
}
