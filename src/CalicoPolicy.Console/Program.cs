System.Console.WriteLine("calico-policy");
