using Microsoft.AspNetCore.Http;

namespace ApiKeys.AspNetCore.Responses;

/// <summary>The outermost middleware: writes the body of a refusal, wherever in the host's pipeline it was decided on.</summary>
internal sealed class RefusalBodyMiddleware(RequestDelegate next, RefusalResponder responder)
{
    public Task InvokeAsync(HttpContext context)
    {
        var task = next(context);
        return task.IsCompletedSuccessfully ? responder.CompleteAsync(context) : AwaitAsync(task, context);
    }

    private async Task AwaitAsync(Task task, HttpContext context)
    {
        await task;
        await responder.CompleteAsync(context);
    }
}
