using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Tests.Resources;

public class ValueListTests
{
    [Fact]
    public void Equals_another_with_the_same_items_in_the_same_order()
    {
        ValueList<string> list = ["a", "b"];
        ValueList<string> same = ["a", "b"];
        ValueList<string> turned = ["b", "a"];
        Assert.True(list.Equals(same));
        Assert.Equal(list.GetHashCode(), same.GetHashCode());
        Assert.False(list.Equals(turned));
        Assert.False(list.Equals((ValueList<string>)["a"]));
        Assert.False(list.Equals((ValueList<string>?)null));
        Assert.False(list.Equals((object)new[] { "a", "b" }));
    }

    [Fact]
    public void Tells_absent_from_empty_but_takes_them_for_equal()
    {
        ValueList<int> none = [];
        Assert.Same(ValueList<int>.None, none);
        Assert.Same(ValueList<int>.None, ValueList.Of<int>(null));
        Assert.Same(ValueList<int>.None, ValueList.Of(Array.Empty<int>()));
        Assert.False(none.IsDeclared);
        Assert.True(ValueList<int>.Empty.IsDeclared);
        Assert.True(none.Equals(ValueList<int>.Empty));
        Assert.Equal(none.GetHashCode(), ValueList<int>.Empty.GetHashCode());
        Assert.Same(ValueList<int>.Empty, ValueList.Of(ValueList<int>.Empty));
    }

    [Fact]
    public void Does_not_follow_changes_of_what_it_was_made_from()
    {
        var items = new List<string> { "a" };
        var set = new NetworkSet { Nets = items };
        items.Add("b");
        Assert.Equal(["a"], set.Nets);
    }

    [Fact]
    public void Walks_in_order_by_every_way()
    {
        ValueList<int> list = [3, 1, 2];
        var walked = new List<int>();
        foreach (var item in list) walked.Add(item);
        Assert.Equal([3, 1, 2], walked);
        Assert.Equal([3, 1, 2], list.Select(item => item));
        Assert.Equal([3, 1, 2], ((System.Collections.IEnumerable)list).Cast<int>());
        Assert.Equal([3, 1, 2], list.AsSpan().ToArray());
        Assert.Equal(1, list[1]);
        Assert.Equal(3, list.Count);
    }

    [Fact]
    public void A_list_of_a_record_is_never_null()
    {
        var policy = new NetworkPolicy { Ingress = null!, Metadata = null! };
        Assert.Empty(policy.Ingress);
        Assert.Empty(policy.Labels);
        Assert.Equal(string.Empty, policy.Name);
    }
}
