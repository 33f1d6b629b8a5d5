using ApiKeys.Stores.EfCore.Mapping;
using Microsoft.EntityFrameworkCore;

namespace ApiKeys.Stores.EfCore.Contexts;

/// <summary>Looks over what is about to be written: some databases cut a text that is too long or that they cannot hold, and say nothing.</summary>
internal static class TrackedTexts
{
    /// <exception cref="ArgumentException">A text does not fit its column.</exception>
    public static void Check(DbContext context)
    {
        foreach (var property in context.ChangeTracker.Entries().Where(entry => entry.State is EntityState.Added or EntityState.Modified).SelectMany(entry => entry.Properties))
        {
            if (property.CurrentValue is string text && (text.Length > (property.Metadata.GetMaxLength() ?? int.MaxValue) || !StorableText.IsStorable(text)))
            {
                throw new ArgumentException($"{property.Metadata.DeclaringType.DisplayName()}.{property.Metadata.Name} is too long, or holds U+0000 or half a character.");
            }
        }
    }
}
