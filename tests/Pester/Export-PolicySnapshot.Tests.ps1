BeforeAll {
    Import-Module "$PSScriptRoot/../../out/CalicoPolicy"
    $shop = Import-PolicySnapshot "$PSScriptRoot/../../docs/examples/shop" -Recurse -Complete
}

Describe 'Export-PolicySnapshot' {
    It 'writes a file that comes back as it was' {
        $shop | Export-PolicySnapshot $TestDrive/shop.json.gz -PassThru | Should -BeOfType ([System.IO.FileInfo])
        $read = Import-PolicySnapshot $TestDrive/shop.json.gz
        "$($read.Endpoints.Count) $($read.IsComplete)" | Should -Be '15 True'
        ($read.Resources | ConvertTo-PolicyYaml) | Should -Be ($shop.Resources | ConvertTo-PolicyYaml)
    }

    It 'is asked by its path' {
        $shop | Export-PolicySnapshot $TestDrive/asked.json.gz
        (Trace-PolicyFlow shop/web shop/orders 8080 -Snapshot $TestDrive/asked.json.gz).Verdict |
            Should -Be (Trace-PolicyFlow shop/web shop/orders 8080 -Snapshot $shop).Verdict
    }

    It 'writes nothing with -WhatIf, and over nothing with -NoClobber' {
        $shop | Export-PolicySnapshot $TestDrive/whatif.json.gz -WhatIf
        Test-Path $TestDrive/whatif.json.gz | Should -BeFalse
        $shop | Export-PolicySnapshot $TestDrive/there.json.gz
        { $shop | Export-PolicySnapshot $TestDrive/there.json.gz -NoClobber -ErrorAction Stop } | Should -Throw '*there already*'
    }
}
