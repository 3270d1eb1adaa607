using CalicoPolicy.Core.Documents;

namespace CalicoPolicy.Core.Tests.Documents;

public class JsonTextTests
{
    /// <summary>Characters of two, three and four bytes fall on every place of every buffer on the way.</summary>
    [Fact]
    public void Characters_of_several_bytes_may_end_anywhere_in_a_buffer()
    {
        for (var shift = 0; shift < 8; shift++)
        {
            var words = Enumerable.Repeat(new string('x', shift) + "é政\ud834\udd1e", 20_000).ToList();
            using var text = new StringReader($"[\"{string.Join("\",\"", words)}\"]");
            var document = Assert.Single(JsonFormat.Instance.Read(text, null, ReadLimits.Default, TestContext.Current.CancellationToken));
            Assert.Empty(document.Errors);
            Assert.Equal(words, ((TreeSequence)document.Root!).Items.Select(item => ((TreeScalar)item).Text));
        }
    }
}
