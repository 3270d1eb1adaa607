namespace CalicoPolicy.ConsoleHost.Running;

/// <summary>
/// The cmdlets that belong to PowerShell's own modules and not to its engine, so that calico-policy lacks them
/// (PowerShell 7.6, all systems).
/// </summary>
internal static class PowerShellOnlyCmdlets
{
    private static readonly (string Module, string Cmdlets)[] Modules =
    [
        (
            "Microsoft.PowerShell.Utility",
            """
            Add-Member Add-Type Clear-Variable Compare-Object ConvertFrom-CliXml ConvertFrom-Csv ConvertFrom-Json
            ConvertFrom-Markdown ConvertFrom-SddlString ConvertFrom-StringData ConvertTo-CliXml ConvertTo-Csv
            ConvertTo-Html ConvertTo-Json ConvertTo-Xml Debug-Runspace Disable-PSBreakpoint Disable-RunspaceDebug
            Enable-PSBreakpoint Enable-RunspaceDebug Export-Alias Export-Clixml Export-Csv Export-FormatData
            Export-PSSession Format-Custom Format-Hex Format-List Format-Table Format-Wide Get-Alias Get-Culture
            Get-Date Get-Error Get-Event Get-EventSubscriber Get-FileHash Get-FormatData Get-Host Get-MarkdownOption
            Get-Member Get-PSBreakpoint Get-PSCallStack Get-Random Get-Runspace Get-RunspaceDebug Get-SecureRandom
            Get-TraceSource Get-TypeData Get-UICulture Get-Unique Get-Uptime Get-Variable Get-Verb Group-Object
            Import-Alias Import-Clixml Import-Csv Import-LocalizedData Import-PSSession Import-PowerShellDataFile
            Invoke-Expression Invoke-RestMethod Invoke-WebRequest Join-String Measure-Command Measure-Object New-Alias
            New-Event New-Guid New-Object New-TemporaryFile New-TimeSpan New-Variable Out-File Out-GridView
            Out-Printer Out-String Read-Host Register-EngineEvent Register-ObjectEvent Remove-Alias Remove-Event
            Remove-PSBreakpoint Remove-TypeData Remove-Variable Select-Object Select-String Select-Xml
            Send-MailMessage Set-Alias Set-Date Set-MarkdownOption Set-PSBreakpoint Set-TraceSource Set-Variable
            Show-Command Show-Markdown Sort-Object Start-Sleep Tee-Object Trace-Command Unblock-File Unregister-Event
            Update-FormatData Update-List Update-TypeData Wait-Debugger Wait-Event Write-Debug Write-Error Write-Host
            Write-Information Write-Output Write-Progress Write-Verbose Write-Warning
            """),
        (
            "Microsoft.PowerShell.Management",
            """
            Add-Content Clear-Content Clear-Item Clear-ItemProperty Clear-RecycleBin Convert-Path Copy-Item
            Copy-ItemProperty Debug-Process Get-ChildItem Get-Clipboard Get-ComputerInfo Get-Content Get-HotFix
            Get-Item Get-ItemProperty Get-ItemPropertyValue Get-Location Get-PSDrive Get-PSProvider Get-Process
            Get-Service Get-TimeZone Invoke-Item Join-Path Move-Item Move-ItemProperty New-Item New-ItemProperty
            New-PSDrive New-Service Pop-Location Push-Location Remove-Item Remove-ItemProperty Remove-PSDrive
            Remove-Service Rename-Computer Rename-Item Rename-ItemProperty Resolve-Path Restart-Computer
            Restart-Service Resume-Service Set-Clipboard Set-Content Set-Item Set-ItemProperty Set-Location
            Set-Service Set-TimeZone Split-Path Start-Process Start-Service Stop-Computer Stop-Process Stop-Service
            Suspend-Service Test-Connection Test-Path Wait-Process
            """),
        (
            "Microsoft.PowerShell.Security",
            """
            ConvertFrom-SecureString ConvertTo-SecureString Get-Acl Get-AuthenticodeSignature Get-CmsMessage
            Get-Credential Get-ExecutionPolicy Get-PfxCertificate New-FileCatalog Protect-CmsMessage Set-Acl
            Set-AuthenticodeSignature Set-ExecutionPolicy Test-FileCatalog Unprotect-CmsMessage
            """),
        (
            "Microsoft.PowerShell.Host",
            """
            Start-Transcript Stop-Transcript
            """),
    ];

    private static readonly char[] Separators = [' ', '\n', '\r'];

    /// <summary>The module of PowerShell that holds the cmdlet; null when none does.</summary>
    public static string? ModuleOf(string cmdlet)
    {
        foreach (var (module, cmdlets) in Modules)
        {
            if (cmdlets.Split(Separators).Contains(cmdlet, StringComparer.OrdinalIgnoreCase))
            {
                return module;
            }
        }

        return null;
    }
}
