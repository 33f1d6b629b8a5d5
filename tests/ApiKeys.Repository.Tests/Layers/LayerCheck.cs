using ApiKeys.Repository.Tests.Sources;

namespace ApiKeys.Repository.Tests.Layers;

/// <summary>Holds rooms against their table. Goes by the names of types, so that a qualified name or a shared namespace hides nothing.</summary>
internal sealed class LayerCheck(string[][] layers, IReadOnlyList<Room> rooms)
{
    // A name can be declared in several rooms.
    private readonly ILookup<string, Room> _declared = rooms
        .SelectMany(room => room.Files.SelectMany(file => file.Types).Select(type => (Name: SourceText.NameOf(type), Room: room)))
        .Distinct()
        .ToLookup(entry => entry.Name, entry => entry.Room);

    public IReadOnlyList<string> Violations() => [.. Unlisted(), .. Empty(), .. rooms.SelectMany(Mentions)];

    private IEnumerable<string> Unlisted() =>
        rooms.Where(room => LayerOf(room) is null).Select(room => $"{room.Files[0].Path}: {room} has no place in the layer table.");

    private IEnumerable<string> Empty() =>
        layers.SelectMany(folders => folders)
            .Where(folder => rooms.All(room => room.Folder != folder))
            .Select(folder => $"The layer table names '{folder}', which holds no file.");

    private IEnumerable<string> Mentions(Room room) =>
        from file in room.Files
        from token in file.Names()
        let homes = _declared[token.Text].ToList()
        where homes.Count > 0 && !homes.Contains(room)
        from home in homes
        where LayerOf(home) >= LayerOf(room)
        select $"{file.Locate(token)}: {room} (layer {LayerOf(room)}) mentions {token.Text} of {home} (layer {LayerOf(home)}).";

    private int? LayerOf(Room room) => LayerTable.LayerOf(layers, room.Folder);
}
