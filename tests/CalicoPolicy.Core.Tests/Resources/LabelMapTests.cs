using System.Collections;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Tests.Resources;

public class LabelMapTests
{
    private static readonly LabelMap Map = LabelMap.Of([new("b", "2"), new("a", "1")]);

    [Fact]
    public void Keeps_the_order_of_the_text()
    {
        Assert.Equal(["b", "a"], Map.Keys);
        Assert.Equal(["2", "1"], Map.Values);
        Assert.Equal("b=2,a=1", Map.ToString());
        Assert.Equal(2, Map.Count);
    }

    [Fact]
    public void Equals_another_with_the_same_pairs_in_any_order()
    {
        var other = LabelMap.Of([new("a", "1"), new("b", "2")]);
        Assert.True(Map.Equals(other));
        Assert.Equal(Map.GetHashCode(), other.GetHashCode());
        Assert.False(Map.Equals(LabelMap.Of([new("a", "2"), new("b", "1")])));
        Assert.False(Map.Equals(LabelMap.Of([new("a", "1")])));
        Assert.False(Map.Equals(LabelMap.Of([new("A", "1"), new("b", "2")])));
        Assert.False(Map.Equals((LabelMap?)null));
        Assert.False(Map.Equals("b=2,a=1"));
    }

    [Fact]
    public void A_later_pair_of_the_same_key_wins_in_the_place_of_the_earlier()
    {
        var map = LabelMap.Of([new("a", "1"), new("b", "2"), new("a", "3")]);
        Assert.Equal("a=3,b=2", map.ToString());
    }

    [Fact]
    public void Tells_absent_from_empty_but_takes_them_for_equal()
    {
        Assert.Same(LabelMap.None, LabelMap.Of(null));
        Assert.Same(LabelMap.None, LabelMap.Of([]));
        Assert.Same(Map, LabelMap.Of(Map));
        Assert.False(LabelMap.None.IsDeclared);
        Assert.True(LabelMap.Empty.IsDeclared);
        Assert.True(LabelMap.None.Equals(LabelMap.Empty));
    }

    [Fact]
    public void Looks_up_by_exact_key()
    {
        Assert.Equal("1", Map["a"]);
        Assert.True(Map.ContainsKey("b"));
        Assert.False(Map.TryGetValue("B", out _));
        var error = Assert.Throws<KeyNotFoundException>(() => Map["c"]);
        Assert.Equal("There is no label 'c'.", error.Message);
    }

    [Fact]
    public void Sets_and_drops_labels_in_a_copy()
    {
        Assert.Equal("b=2,a=9,c=3", Map.With([new("a", "9"), new("c", "3")]).ToString());
        Assert.Equal("a=1", Map.Without(key => key == "b").ToString());
        Assert.Same(LabelMap.None, Map.Without(_ => true));
        Assert.Equal("b=2,a=1", Map.ToString());
    }

    [Fact]
    public void Is_a_read_only_dictionary_to_PowerShell()
    {
        IDictionary dictionary = Map;
        Assert.Equal("1", dictionary["a"]);
        Assert.Null(dictionary["c"]);
        Assert.Null(dictionary[5]);
        Assert.True(dictionary.Contains("a"));
        Assert.True(dictionary.IsReadOnly);
        Assert.Equal(["b", "a"], dictionary.Keys.Cast<string>());
        Assert.Equal(["2", "1"], dictionary.Values.Cast<string>());
        var entries = new DictionaryEntry[2];
        dictionary.CopyTo(entries, 0);
        Assert.Equal("b", entries[0].Key);
        var seen = new List<object>();
        foreach (DictionaryEntry entry in dictionary) seen.Add(entry.Key);
        Assert.Equal(["b", "a"], seen);
        Assert.Throws<NotSupportedException>(() => dictionary["a"] = "2");
        Assert.Throws<NotSupportedException>(() => dictionary.Add("c", "2"));
        Assert.Throws<NotSupportedException>(() => dictionary.Remove("a"));
        Assert.Throws<NotSupportedException>(dictionary.Clear);
    }
}
