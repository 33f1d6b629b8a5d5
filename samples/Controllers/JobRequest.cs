using System.ComponentModel.DataAnnotations;

namespace Controllers;

/// <param name="Kind">What is to be done, such as <c>export</c>.</param>
public sealed record JobRequest([Required, MaxLength(100)] string Kind);
